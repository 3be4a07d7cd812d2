import { textOf } from '../policy/text';
import type { Applied } from './applied';
import type { Any } from './assembly';
import { copiesOf } from './copies';
import { keyNamed } from './kms-keys';
import type { Resource } from './names';
import { policiesNaming } from './naming-policies';
import { type Reader, readersOf } from './readers';
import type { Resources } from './resources';
import { type Statement, statementsOf } from './statements';

/** A secret that holds an access key, and everyone who gets it. */
export interface SecretFacts {
  readonly name: string;
  /** The customer managed key that encrypts it. */
  readonly key?: string;
  /** The regions that it is copied to. */
  readonly replicas: readonly string[];
  /** Its own policies. */
  readonly policies: readonly Any[];
  /** The statements of its policies that allow something. */
  readonly allows: readonly Statement[];
  /** Who may read it by policies of the app. */
  readonly readers: readonly Reader[];
  /** Where CloudFormation writes the key besides. */
  readonly copies: readonly string[];
}

export function secretFacts(resources: Resources, secret: Resource, keys: readonly Resource[]): SecretFacts {
  const policies = policiesOfSecret(resources, secret);
  const encryption = resources.property(secret, 'KmsKeyId');
  return {
    name: secret.path,
    ...(encryption === undefined ? {} : { key: keyNamed(resources, textOf(encryption)) }),
    replicas: [resources.property(secret, 'ReplicaRegions') ?? []].flat().map((one: Any) => textOf(one?.Region ?? one)),
    policies: policies.map(({ document }) => document),
    allows: policies.flatMap(statementsOf).filter(({ effect }) => effect === 'Allow'),
    readers: readersOf(resources, secret),
    copies: copiesOf(resources, secret, keys),
  };
}

export const policiesOfSecret = (resources: Resources, secret: Resource): Applied[] =>
  policiesNaming(resources, OF_SECRETS, resources.nameOf(secret), secret);

const OF_SECRETS = { type: 'AWS::SecretsManager::ResourcePolicy', property: 'SecretId', document: 'ResourcePolicy' } as const;
