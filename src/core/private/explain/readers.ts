import { matches } from '../policy/pattern';
import { textOf, texts } from '../policy/text';
import { type Applied, documentOf, inlineOf, POLICIES } from './applied';
import type { Any } from './assembly';
import { generated, type Resource } from './names';
import type { Resources } from './resources';
import { rawStatements } from './statements';

/** A user, group or role that a policy of the app lets read a secret. */
export interface Reader {
  readonly name: string;
  /** The policy, and on which conditions. */
  readonly by: string;
  readonly condition: Any;
}

interface Grant extends Pick<Reader, 'by' | 'condition'> {
  readonly names: readonly string[];
  readonly statement: Any;
}

const READ = 'secretsmanager:getsecretvalue';
const HOLDERS = ['AWS::IAM::User', 'AWS::IAM::Group', 'AWS::IAM::Role'];
/** The characters that Secrets Manager adds to the name in the ARN: six. */
const SUFFIX = '-AbCdEf';

const GRANTS = new WeakMap<Resources, Grant[]>();

/** Without boundaries and denials, which may keep some of them out. */
export function readersOf(resources: Resources, secret: Resource): Reader[] {
  const grants = GRANTS.get(resources) ?? grantsOf(resources);
  GRANTS.set(resources, grants);
  return grants
    .filter(({ statement }) => isOn(resources, statement, secret))
    .flatMap(({ by, condition, names }) => names.map((name) => ({ name, by, condition })));
}

/** Every statement that allows to read some secret. */
function grantsOf(resources: Resources): Grant[] {
  const holders = resources.ofType(...HOLDERS);
  const attached = resources
    .ofType(...POLICIES)
    .map((one) => ({ ...documentOf(resources, one), names: holdersOf(resources, one, holders) }));
  const inline = holders.flatMap((one) => inlineOf(resources, one).map((policy) => ({ ...policy, names: [one.path] })));
  return [...attached, ...inline].flatMap((policy) => grantsIn(policy));
}

const grantsIn = ({ document, names, origin }: Applied & Pick<Grant, 'names'>): Grant[] =>
  rawStatements(document)
    .filter(({ Action, Effect, NotAction }) => Effect === 'Allow' && (NotAction ? !isNamed(NotAction) : isNamed(Action)))
    .map((statement) => ({ by: origin, condition: statement.Condition ?? {}, names, statement }));

const isNamed = (actions: Any): boolean => texts(actions).some((one) => matches(one.toLowerCase(), READ, 'text') !== false);

/** Whom a policy names, and who names it. */
function holdersOf(resources: Resources, policy: Resource, holders: readonly Resource[]): string[] {
  const named = HOLDERS.flatMap((type) => {
    const properties = Object.keys(policy.properties).filter((name) => new RegExp(`^${type.slice(10)}(s|Name)$`).test(name));
    const names = properties.flatMap((name) => resources.texts(policy, name));
    return names.map((name) => resources.named(type, name, policy.template)?.path ?? name);
  });
  const arn = resources.arnOf(policy);
  return [...named, ...holders.filter((one) => resources.texts(one, 'ManagedPolicyArns').includes(arn)).map(({ path }) => path)];
}

function isOn(resources: Resources, { NotResource, Resource }: Any, secret: Resource): boolean {
  const isIt = (one: string) => one === resources.nameOf(secret) || matches(one, arnOf(resources, secret), 'resource') === true;
  return NotResource ? !texts(NotResource).some(isIt) : texts(Resource).some(isIt);
}

/** As a policy may write it, of a secret whose name is known or not. */
function arnOf(resources: Resources, secret: Resource): string {
  const [partition, account, region] = ['AWS::Partition', 'AWS::AccountId', 'AWS::Region'].map((Ref) =>
    textOf(resources.render(secret.template, { Ref })),
  );
  const name = secret.properties.Name === undefined ? generated(secret) : textOf(resources.property(secret, 'Name'));
  return `arn:${partition}:secretsmanager:${region}:${account}:secret:${name}${SUFFIX}`;
}
