import { type ActionFacts, actionFacts, expandAction, keyApplies, keyExists } from './actions';
import { arnFits } from './arns';
import { withKnownIssuer } from './context';
import { statements, type TemplateDocument } from './documents';
import { sizeFindings } from './sizes';
import { list, type Statement } from './types';
import type { World } from './world';

/** A wildcard action that is accepted, such as the `s3:*` of a denial of plain HTTP. */
export interface AllowedWildcard {
  readonly action: string;
  readonly reason: string;
  /** In statements with this effect only. Default: any */
  readonly effect?: Statement['Effect'];
}

export interface LintOptions {
  readonly allowedWildcards?: AllowedWildcard[];
  /** ARNs that may be granted in any account or region. Default: none */
  readonly openAccounts?: readonly RegExp[];
}

interface StatementActions {
  readonly explicit: ActionFacts[];
  /** What the accepted wildcards stand for. */
  readonly expanded: ActionFacts[];
  readonly findings: string[];
}

async function actionsOf(s: Statement, { allowedWildcards = [] }: LintOptions): Promise<StatementActions> {
  const result: StatementActions = { explicit: [], expanded: [], findings: [] };
  for (const action of list(s.Action)) {
    if (/[*?]/.test(action)) {
      const isAllowed = allowedWildcards.some((one) => one.action === action && (one.effect ?? s.Effect) === s.Effect);
      if (!isAllowed) result.findings.push(`wildcard in action ${action}`);
      for (const name of await expandAction(action)) result.expanded.push((await actionFacts(name)) as ActionFacts);
      continue;
    }
    const facts = await actionFacts(action);
    if (!facts) result.findings.push(`action ${action} does not exist`);
    else if (facts.name !== action) result.findings.push(`action ${action} is spelled ${facts.name}`);
    if (facts) result.explicit.push(facts);
  }
  return result;
}

const usable = (action: ActionFacts, resource: string): boolean =>
  action.resourceTypes.length === 0 ? resource === '*' : action.resourceTypes.some((type) => arnFits(resource, type.arn));

function resourceFindings(
  s: Statement,
  { explicit, expanded }: StatementActions,
  partition: string,
  openAccounts: readonly RegExp[],
): string[] {
  const resources = list(s.Resource);
  const foreign = resources.filter((r) => r !== '*' && r.split(':')[1] !== partition);
  const wild = s.Effect === 'Allow' && resources.includes('*') ? explicit.filter((a) => a.resourceTypes.length > 0) : [];
  const idle = explicit.filter((a) => !resources.some((r) => usable(a, r)));
  const everything = list(s.Action).includes('*'); // which is a finding of its own, unless it is accepted
  const unused = resources.filter((r) => !everything && s.NotAction === undefined && ![...explicit, ...expanded].some((a) => usable(a, r)));
  const isOpen = (r: string): boolean =>
    r
      .split(':')
      .slice(3, 5)
      .some((part) => part.includes('*')) && !openAccounts.some((one) => one.test(r));
  const open = s.Effect === 'Allow' ? resources.filter((r) => r !== '*' && isOpen(r)) : [];
  return [
    ...open.map((r) => `resource ${r} is in any account or region`),
    ...foreign.map((r) => `resource ${r} is not in partition ${partition}`),
    ...wild.map((a) => `${a.name} can be scoped, but is granted on '*'`),
    ...idle.map((a) => `${a.name} can use none of the resources ${resources.join(', ')}`),
    ...unused.map((r) => `resource ${r} is used by no action`),
  ];
}

/** Keys of a service that each of its requests has, whatever the action. */
const OF_EVERY_REQUEST = ['s3:TlsVersion'];

async function conditionFindings(s: Statement, { expanded, explicit }: StatementActions): Promise<string[]> {
  const resources = s.Resource === undefined ? ['*'] : list(s.Resource);
  const findings: string[] = [];
  const conditions = withKnownIssuer(s.Condition ?? {}, String(s.Principal?.Federated));
  for (const key of new Set(Object.values<object>(conditions).flatMap((keys) => Object.keys(keys)))) {
    if (!(await keyExists(key))) findings.push(`condition key ${key} does not exist`);
    const isGlobal = key.startsWith('aws:') || OF_EVERY_REQUEST.includes(key);
    for (const action of isGlobal ? explicit : [...explicit, ...expanded]) {
      if (!keyApplies(action, resources, key)) findings.push(`condition key ${key} does not apply to ${action.name}`);
    }
  }
  return findings;
}

/** Conditions on keys that a request may lack, which an Allow may ask for only if they are there; each with the actions that it is for. */
const OPTIONAL_CONDITIONS: Record<string, RegExp> = {
  'StringEqualsIfExists ec2:Owner': /^ec2:(CreateTags|ImportImage)$/, // an image that is being imported belongs to nobody yet
  'StringEqualsIfExists s3:prefix': /^s3:ListBucket(Versions)?$/, // a listing from the root of the bucket has none
};

/** Keys whose values may end in a wildcard in an Allow. */
const OPEN_KEYS = ['kms:ViaService', 's3:prefix'];

/** What an Allow asks of a request, and does not really ask. */
function looseFindings({ Action, Condition = {}, Effect }: Statement): string[] {
  if (Effect !== 'Allow') return [];
  const all = Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, key, values })),
  );
  const isFor = (condition: string) => list(Action).every((action) => OPTIONAL_CONDITIONS[condition]?.test(action));
  return all.flatMap(({ key, operator, values }) => [
    ...(operator.endsWith('IfExists') && !isFor(`${operator} ${key}`) ? [`${operator} allows requests without ${key}`] : []),
    ...(/Like/.test(operator) && !OPEN_KEYS.includes(key) && list(values).some((value) => /[*?]/.test(value))
      ? [`${key} may be more than one value: ${list(values).join(', ')}`]
      : []),
    ...(/Like/.test(operator) && list(values).some((value) => /^[*?]+$/.test(value)) ? [`${key} may be anything`] : []),
  ]);
}

/** S3 refuses a bucket policy that names another bucket. */
const foreignFindings = ({ Resource }: Statement, { kind, protects }: TemplateDocument): string[] =>
  (kind === 'bucket' ? list(Resource) : [])
    .filter((resource) => resource.split(':::')[1]?.split('/')[0] !== protects)
    .map((resource) => `${resource} is not in the bucket of the policy`);

async function statementFindings(s: Statement, document: TemplateDocument, partition: string, options: LintOptions): Promise<string[]> {
  const actions = await actionsOf(s, options);
  return [
    ...actions.findings,
    ...(s.Effect === 'Deny' || s.NotAction === undefined ? [] : ['NotAction grants what does not exist yet']),
    ...(s.Effect === 'Deny' || s.NotResource === undefined ? [] : ['NotResource grants what does not exist yet']),
    // A trust policy has no resource: it is about its role.
    ...(document.kind === 'trust' || s.NotResource ? [] : resourceFindings(s, actions, partition, options.openAccounts ?? [])),
    ...(await conditionFindings(s, actions)),
    ...looseFindings(s),
    ...foreignFindings(s, document),
  ];
}

function sidFindings(document: TemplateDocument): string[] {
  const sids = statements(document.policy).flatMap((s) => s.Sid ?? []);
  return [
    ...[...new Set(sids.filter((sid, i) => sids.indexOf(sid) !== i))].map((sid) => `${document.name}: two statements have the Sid ${sid}`),
    ...sids.filter((sid) => !/^[A-Za-z0-9]+$/.test(sid)).map((sid) => `${document.name}: Sid ${sid} is not alphanumeric`),
  ];
}

/**
 * Compares every policy of a template, except key policies (whose `*` is the key itself), with the service authorization reference.
 *
 * @returns findings; empty when all is well
 */
export async function lintTemplate(world: World, options: LintOptions = {}): Promise<string[]> {
  const findings: string[] = [];
  for (const document of world.documents.filter((d) => d.kind !== 'key')) {
    for (const [i, s] of statements(document.policy).entries()) {
      const found = await statementFindings(s, document, world.env.partition, options);
      findings.push(...found.map((finding) => `${document.name}, statement ${s.Sid ?? i}: ${finding}`));
    }
    findings.push(...sidFindings(document));
  }
  return [...findings, ...sizeFindings(world.documents)];
}
