import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ACCOUNT, newStack } from '../util';
import type { AllowedWildcard } from './lint';
import { PARTITION } from './partitions';
import type { Trusted } from './requests';
import type { Environment } from './types';
import { type Who, World } from './world';

/** What is proven is proven in each of them. */
export const PARTITIONS: readonly Environment[] = Object.entries(PARTITION).map(([partition, { region }]) => ({
  partition,
  region,
  account: ACCOUNT,
  parameters: { Office: '198.51.100.0/24' },
}));

/** What a stack of no particular account and region becomes where it is deployed. */
export function deployed(make: (stack: Stack) => unknown, env: Environment): World {
  const template = TEMPLATES.get(make) ?? templateOf(make);
  TEMPLATES.set(make, template);
  return World.fromTemplate(structuredClone(template), env);
}

/** The same in every environment. */
const TEMPLATES = new WeakMap<object, Record<string, unknown>>();

function templateOf(make: (stack: Stack) => unknown): Record<string, unknown> {
  const stack = newStack(null);
  make(stack);
  return Template.fromStack(stack).toJSON();
}

/** The logical id of the first resource of a type whose name fits. */
export function idOf(here: World, type: string, id = /./): string | undefined {
  return [...here.resources].find(([name, resource]) => resource.type === type && id.test(name))?.[0];
}

/** The user of the template, or its role. */
export function principalOf(here: World, id = /./): Who {
  return here.principal(idOf(here, 'AWS::IAM::User', id) ?? idOf(here, 'AWS::IAM::Role', id) ?? 'none');
}

/** The bucket of the construct, or the one that a case made or imported for it. */
export function bucketOf(here: World, id: RegExp): string {
  const found = idOf(here, 'AWS::S3::Bucket', id);
  return found ? here.arn(found) : `arn:${here.env.partition}:s3:::example-bucket`;
}

/** A role that only a vendor may assume, with the right external id. */
export function vendorOnly({ env: { account, partition } }: World, role: string, vendorAccount: string, externalId: string): Trusted {
  const vendor = `arn:${partition}:iam::${vendorAccount}:role/any`;
  const tries = {
    'the vendor': { principalArn: vendor, externalId },
    'the vendor without an external id': { principalArn: vendor },
    'the vendor with a longer one': { principalArn: vendor, externalId: `${externalId}x` },
    'the vendor for another customer': { principalArn: vendor, externalId: 'another-customer' },
    'another account': { principalArn: `arn:${partition}:iam::999999999999:role/any`, externalId },
    'the own account': { principalArn: `arn:${partition}:iam::${account}:user/any`, externalId },
    'a service': { principalArn: 'ec2.amazonaws.com', externalId },
  };
  return { role, tries, expected: ['the vendor'] };
}

/** The `s3:*` in the denials of plain http and old TLS in the policy of a bucket of the library. */
export const DENY_WITHOUT_TLS: AllowedWildcard[] = [
  { action: 's3:*', effect: 'Deny', reason: 'denies requests without TLS 1.2, and sessions of an existing user, whatever they ask' },
];

/** A subnet or group by its id, which another account may share (AWS RAM): the id is pinned, the account is open. */
export const SHARED_BY_ANYONE = /:ec2:[a-z\d-]+:\*:(subnet\/subnet|security-group\/sg)-\w+$/;
