import type { Context } from './context';
import { ENV } from './fixtures';

/** The requests that `npm run reach` counts; docs/testing.md says what it counts them for. */
export interface Universe {
  readonly regions: readonly string[];
  readonly buckets: readonly { readonly name?: string; readonly account?: string }[];
  readonly prefix: string;
  readonly keys: readonly string[];
  readonly acls: { readonly actions: readonly string[]; readonly asked: readonly string[] };
  readonly names: Readonly<Record<string, readonly [own: string, production: string]>>;
  readonly regional: readonly string[];
  readonly told: Readonly<Record<'always' | 'own' | 'production', Context>>;
}

const STRANGER = '999999999999';

/**
 * A request is one action on one resource, in the state in which a thief of the credential finds it.
 *
 * - The actions are all valid ones of either policy, the vendor's and ours, with its wildcards expanded.
 * - An action of S3 is asked of three buckets, or of four keys in each (one below the product's own prefix): the product's own bucket,
 *   another one of the account, and one of the own name that a stranger's account holds. Access points, jobs and the like are not asked for.
 * - Every other action is asked of every resource type that it has in the service authorization reference, the optional ones included;
 *   of each type there are two, one that is the product's own and one of the account's production, in both regions where its ARN has one.
 * - An action that can only be granted on `*` is one request, or one a region where the service's requests are of a region.
 *
 * It measures how wide a policy is, not what harm it can do: the matrix does that. What a request is not told (tags, instance types) cannot be
 * allowed by a condition on it, so that a policy with such a condition counts as narrower than it is. Public SSM parameters, whose ARNs have
 * no account, are not in it.
 */
export const UNIVERSE: Universe = {
  /** Deployed to, and another one. */
  regions: [ENV.region, 'us-east-1'],
  /** Without a name: the name of the product's bucket. */
  buckets: [{}, { name: 'other-bucket' }, { account: STRANGER }],
  /** What the product's own keys begin with, unless its row says otherwise. */
  prefix: 'logs',
  /** Beside them: of other products, and one of none. */
  keys: ['cbb/disk', 'Veeam/Backup365/mail', 'payroll.xlsx'],
  /** Asked once with each of the ACLs. */
  acls: { actions: ['s3:PutObjectAcl', 's3:PutObjectVersionAcl'], asked: ['private', 'public-read'] },
  /** By resource type, where not just `own` and `production`: what the options of the constructs name. */
  names: {
    subnet: ['subnet-0aaa', 'subnet-0bbb'],
    'security-group': ['sg-0aaa', 'sg-0bbb'],
    role: ['vmimport', 'production'],
    identity: ['backup@example.com', 'shop@example.com'],
  },
  regional: ['ec2', 'ses'],
  /** What requests are told, where the key applies. */
  told: {
    always: { 'ec2:CreateAction': 'RunInstances' },
    own: { 'ec2:Owner': ENV.account, 'ses:FromAddress': 'backup@example.com' },
    production: {
      'ec2:Owner': STRANGER,
      'ec2:InstanceProfile': `arn:aws:iam::${ENV.account}:instance-profile/production`,
      'ses:FromAddress': 'shop@example.com',
    },
  },
};
