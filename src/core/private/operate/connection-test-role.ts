import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { NamingOptions } from '../../naming-options';
import type { Conditions } from '../model/permission-set';
import { TEST_NETWORK, TEST_NETWORK_LISTS, TEST_NETWORK_OF_CODE, testPermission } from '../model/test-permissions';
import { acknowledge } from '../provision/nag';
import { askForCalls } from '../provision/outsiders';
import { denialOf } from '../provision/statements';
import { throughService } from '../provision/via-service';
import { askingOfLambda, networkInterfacesOf } from '../synth/refused-settings';
import { rememberReader } from './known-readers';
import { type ServiceRole, serviceRole } from './service-role';

/** What the function of a test works with. */
export interface Tested {
  readonly bucket: s3.IBucket;
  /** The key of the object that the test writes. */
  readonly scratch: string;
  /** ARN of the product's user or role. */
  readonly principal: string;
  /** With the access key of the product's user, if the test can act as the user. */
  readonly secret?: secretsmanager.ISecret;
  /** Whether it is for a function in a VPC. */
  readonly inVpc: boolean;
  /** Where the function runs in the end. */
  readonly from: ServiceRole['calls']['from'];
  /** What the principal is called, and so the role. */
  readonly naming?: NamingOptions;
}

/** The role of the function: each of its permissions is in `model/test-permissions`, with the reason. No permission to write a log. */
export function testRole(scope: Construct, { bucket, from, inVpc, naming, principal, scratch, secret }: Tested): iam.Role {
  const owner = { 'aws:ResourceAccount': bucket.env.account };
  const key = secret?.encryptionKey;
  const asked: Asked[] = [
    { sid: 'ConnectionTestSimulates', on: [principal] },
    ...(secret ? [{ sid: 'ConnectionTestReadsKey', on: [secret.secretArn] }] : []),
    ...(key
      ? [{ sid: 'ConnectionTestDecryptsKey', on: [key.keyArn], conditions: throughService('secretsmanager', Stack.of(scope).region) }]
      : []),
    ...(secret
      ? [
          { sid: 'ConnectionTestFindsObject', on: [bucket.bucketArn], conditions: { StringEquals: { ...owner, 's3:prefix': scratch } } },
          { sid: 'ConnectionTestRemovesObject', on: [bucket.arnForObjects(scratch)], conditions: { StringEquals: owner } },
        ]
      : []),
  ];
  const statements = [...asked.map(statementOf), ...(inVpc ? networkStatements(scope) : [])];
  const needs = asked.map(({ on: arns, sid }) => ({ ...testPermission(sid), arns }));
  const calls = {
    bucket,
    from,
    isUntagged: true,
    needs,
    secret,
    secretKey: key,
    who: 'the role of the connection test',
  };
  const props = { description: 'Tests the connection at deployment' };
  const made = { id: 'Role', service: 'lambda.amazonaws.com', policyName: 'ConnectionTest', statements };
  const role = serviceRole(scope, { ...made, naming, props, calls });
  if (secret) {
    rememberReader(secret, role);
  }
  if (inVpc) {
    askForLambda(scope, role);
    const [all, lists] = [TEST_NETWORK, TEST_NETWORK_LISTS].map(({ source, why }) => `${why} (${source.url})`);
    const findings = [
      { arn: networkOf(scope), reason: all },
      { arn: '*', reason: lists },
    ];
    acknowledge(role, 'AwsSolutions-IAM5', 'AWS Lambda needs it for a function in a VPC', findings);
  }
  return role;
}

/** Warns about what stops AWS Lambda, such as a boundary of the role. */
function askForLambda(scope: Construct, role: iam.Role): void {
  const needs = [
    { ...TEST_NETWORK, arns: [networkInterfacesOf(scope)] },
    { ...TEST_NETWORK_LISTS, arns: ['*'] },
  ];
  askForCalls(scope, { ...askingOfLambda(role, needs), who: 'the role of the connection test' });
}

/** A permission, on what, and when. */
interface Asked {
  readonly sid: string;
  readonly on: string[];
  readonly conditions?: Conditions;
}

const statementOf = ({ conditions, on: resources, sid }: Asked): iam.PolicyStatement =>
  new iam.PolicyStatement({ sid, actions: [...testPermission(sid).actions], resources, conditions });

/** Lambda itself needs them; the code of the function is denied the same. */
const networkStatements = (scope: Construct): iam.PolicyStatement[] => [
  statementOf({ sid: TEST_NETWORK.sid, on: [networkOf(scope)] }),
  statementOf({ sid: TEST_NETWORK_LISTS.sid, on: ['*'] }),
  denialOf(TEST_NETWORK_OF_CODE, ['*']),
];

/** Everything of EC2 in the account and the region, as the page of AWS Lambda writes it. */
const networkOf = (scope: Construct): string => Stack.of(scope).formatArn({ service: 'ec2', resource: '*', resourceName: '*' });
