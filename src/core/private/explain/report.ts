import { textOf } from '../policy/text';
import type { Access, ShownPolicy } from './access';
import { addedBy, type IsOwn, stoppedBy } from './app';
import { documentOf, policiesOf } from './applied';
import { type Marked, readAssembly } from './assembly';
import { factsOf } from './buckets';
import { credentialsOf } from './credentials';
import { differencesOf } from './differences';
import { elsewhereFor } from './elsewhere';
import { type Caller, policiesOfBucket } from './judge';
import { keysOf } from './kms-keys';
import { type Known, readKnown } from './known';
import type { Resource } from './names';
import { withOtherWords } from './other-words';
import type { Places } from './places';
import { type Principal, principalsOf } from './principals';
import { usesOf } from './references';
import { Resources } from './resources';
import { policiesOfSecret } from './secrets';
import { type Explained, reasonOf, statementsOf } from './statements';
import { bucketsOf, thefts } from './thief';

export interface Report {
  readonly accesses: readonly Access[];
}

/** Explains every principal that has a policy of the library. `decided`: the places of stacks that have none, for a comparison. */
export function explain(folder: string, known: Known = readKnown(), decided?: Places): Report {
  const assembly = readAssembly(folder, decided);
  const resources = new Resources(assembly);
  const found = new Map<string, { principal: Principal; marks: Marked[]; policies: Resource[] }>();
  for (const mark of assembly.marked) {
    const policy = resources.find(mark.template, mark.logicalId);
    for (const principal of policy ? principalsOf(resources, policy) : []) {
      const { marks, policies } = found.get(keyOf(principal)) ?? { marks: [], policies: [] };
      found.set(keyOf(principal), { principal, marks: [...marks, mark], policies: [...policies, ...(policy ? [policy] : [])] });
    }
  }
  const accesses = [...found.values()].map(({ marks, policies, principal }) => accessOf(known, resources, principal, marks, policies));
  return legible(resources, { accesses: withOtherWords(resources, accesses) });
}

/** One that the app does not create can have policies of several stacks. */
const keyOf = ({ arn, resource }: Principal): string => resource?.path ?? arn;

function accessOf(known: Known, resources: Resources, principal: Principal, marks: readonly Marked[], own: readonly Resource[]) {
  const [{ template }] = own;
  const [partition, account, region] = ['AWS::Partition', 'AWS::AccountId', 'AWS::Region'].map((Ref) =>
    textOf(resources.render(template, { Ref })),
  );
  const itself: Caller = { resources, principal, policies: policiesOf(resources, principal), elsewhere: [], partition, account, region };
  const buckets = bucketsOf(itself);
  const credentials = credentialsOf(resources, principal);
  const keys = keysOf(itself, buckets, credentials.secrets);
  const shown = policiesOfFacts(resources, buckets, [...keys, ...credentials.secrets]);
  const caller = { ...itself, elsewhere: elsewhereFor(resources, principal).filter(({ by }) => !shown.includes(by)) };
  const sets = [...new Set(marks.flatMap((mark) => mark.sets))].flatMap((id) => known.sets.get(id) ?? []);
  const statements = own.flatMap((policy) => statementsOf(documentOf(resources, policy)));
  const granted = new Set(statements.flatMap(({ actions, effect }) => (effect === 'Allow' ? actions : [])));
  const products = [...new Set(marks.map(({ product }) => product))];
  const isOwn: IsOwn = (one) => own.some(({ path }) => path === one.policy) && reasonOf(one, known, marks) !== undefined;
  return {
    kind: principal.kind,
    name: principal.name,
    arn: principal.arn,
    stack: template.stack,
    products,
    policies: shownPolicies(caller, own, marks),
    trust: principal.resource ? statementsOf(documentOf(resources, principal.resource, 'AssumeRolePolicyDocument')) : [],
    statements: statements.flatMap((one) => ({ ...one, ...reasonOf(one, known, marks) }) as Explained).filter(isOwn),
    ...differencesOf(known, sets, products, granted),
    added: addedBy(caller, isOwn),
    uses: usesOf(resources, principal),
    stopped: stoppedBy(caller, own, isOwn),
    thief: thefts(caller),
    credentials,
    buckets: buckets.map((arn) => factsOf(resources, known, arn, resources.assembly.marked)),
    keys,
  };
}

/** The policies that are shown with the buckets, keys and secrets that they belong to. */
function policiesOfFacts(resources: Resources, buckets: readonly string[], facts: readonly { readonly name: string }[]): Resource[] {
  const named = resources.all.filter(({ path }) => facts.some(({ name }) => name === path));
  const policies = [
    ...buckets.flatMap((arn) => policiesOfBucket(resources, arn)),
    ...named.flatMap((secret) => policiesOfSecret(resources, secret)),
  ];
  return [...named, ...policies.flatMap(({ by }) => by ?? [])];
}

function shownPolicies(
  { elsewhere, policies, principal, resources }: Caller,
  own: readonly Resource[],
  marks: readonly Marked[],
): ShownPolicy[] {
  const { boundary, identity } = policies;
  const versionOf = (path: string) => marks[own.findIndex((one) => one.path === path)]?.version;
  const trust = principal.kind === 'role' && principal.resource;
  return [
    ...identity.map(({ document, origin }) => ({ path: origin, kind: 'identity' as const, version: versionOf(origin), document })),
    ...boundary.map(({ document, origin }) => ({ path: origin, kind: 'boundary' as const, document })),
    ...(trust
      ? [{ path: trust.path, kind: 'trust' as const, document: documentOf(resources, trust, 'AssumeRolePolicyDocument').document }]
      : []),
    ...elsewhere.map(({ document, origin }) => ({ path: origin, kind: 'elsewhere' as const, document })),
  ];
}

/** The same with texts that can be read. */
function legible<T>(resources: Resources, json: T): T {
  if (typeof json === 'string') {
    return resources.legible(json) as T;
  }
  if (typeof json !== 'object' || json === null) {
    return json;
  }
  const entries = Object.entries(json).map(([name, value]) => [resources.legible(name), legible(resources, value)]);
  return (Array.isArray(json) ? entries.map(([, value]) => value) : Object.fromEntries(entries)) as T;
}
