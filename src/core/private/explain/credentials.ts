import { textOf } from '../policy/text';
import { textsIn } from './copies';
import { type Resource, secretOf } from './names';
import { shareAccount } from './places';
import { nameOf, type Principal } from './principals';
import { handedTo, type Referred } from './references';
import type { Resources } from './resources';
import { type SecretFacts, secretFacts } from './secrets';

/** An access key of a user. */
export interface AccessKeyFacts {
  readonly name: string;
  /** False if it cannot be used. */
  readonly active: boolean;
  /** The secrets of the app that hold it. */
  readonly in: readonly string[];
}

/** What the app creates with which somebody acts as the principal. */
export interface Credentials {
  readonly accessKeys: readonly AccessKeyFacts[];
  /** Whether the user can sign in to the console. */
  readonly password: boolean;
  /** The longest session of a role, in seconds. */
  readonly session?: string;
  readonly secrets: readonly SecretFacts[];
  /** Who else gets the credentials of a role. */
  readonly handed: readonly Referred[];
}

/** In seconds: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html, read 2026-11-30. */
const USUAL_SESSION = '3600';

export function credentialsOf(resources: Resources, principal: Principal): Credentials {
  const { kind, resource, template } = principal;
  const userName = nameOf(resources, principal);
  const isOfUser = (key: Resource) =>
    kind === 'user' && shareAccount(key.template, template) && resources.texts(key, 'UserName').includes(userName);
  const keys = resources.ofType('AWS::IAM::AccessKey').filter(isOfUser);
  const secrets = resources.ofType('AWS::SecretsManager::Secret').filter((one) => keys.some((key) => holds(resources, one, key)));
  return {
    accessKeys: keys.map((key) => ({
      name: key.path,
      active: textOf(resources.property(key, 'Status') ?? 'Active') !== 'Inactive',
      in: secrets.filter((one) => holds(resources, one, key)).map(({ path }) => path),
    })),
    password: kind === 'user' && resource?.properties.LoginProfile !== undefined,
    ...(kind === 'role' && resource ? { session: textOf(resources.property(resource, 'MaxSessionDuration') ?? USUAL_SESSION) } : {}),
    secrets: secrets.map((one) => secretFacts(resources, one, keys)),
    handed: handedTo(resources, principal),
  };
}

const holds = (resources: Resources, secret: Resource, key: Resource): boolean =>
  textsIn(resources.property(secret, 'SecretString')).some((text) => text.includes(secretOf(key)));
