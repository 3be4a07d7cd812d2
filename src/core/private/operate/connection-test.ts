import { Aws, type CfnResource, CustomResource, Duration, Stack } from 'aws-cdk-lib';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { ConnectionTest } from '../../connection-test';
import type { BoundAccess } from '../provision/binding';
import type { BucketAccess } from '../provision/bucket-access';
import { promise } from '../synth/promise';
import { checkNetwork, checkWay, networkContext } from './caller-network';
import { bucketPolicyOf, isLocked, stateOf } from './connection-state';
import { ANSWER_SECONDS, testFunction } from './connection-test-function';
import { askForNetwork } from './connection-test-network';
import { callsOutside, liveCalls } from './live-calls';
import { simulatedCalls, simulatedOutside } from './simulated-calls';

/** Tests the access at deployment, if that is wanted: call it when the construct is complete. */
export function testConnection(scope: Construct, access: BucketAccess, wanted: ConnectionTest | undefined): void {
  if (wanted) {
    addTest(new Construct(scope, 'ConnectionTest'), scope, access, wanted);
  }
}

function addTest(test: Construct, scope: Construct, access: BucketAccess, { _test: { options } }: ConnectionTest): void {
  const { arn: principal, bucket, granted, naming, policy, role, user } = access;
  const { fields, secret } = keyOf(scope, access);
  checkNetwork(scope, access, secret !== undefined, options);
  const path = granted.prefix === undefined ? '' : `${granted.prefix}/`;
  // another principal may have other permissions, of which the construct knows nothing
  const isMade = [user, role].some((one) => one?.node.scope === scope);
  const outside = granted.prefix !== undefined && isMade ? `${granted.prefix}-outside/cdk-vendor-access-connection-test` : undefined;
  const scratch = `${path}cdk-vendor-access-connection-test/${Aws.STACK_NAME}/${nameOf(scope)}`;
  const { from, run } = testFunction(test, { bucket, naming, principal, scratch, secret }, options);
  const made = new CustomResource(test, 'Resource', {
    resourceType: 'Custom::VendorAccessConnectionTest',
    serviceToken: run.attrArn,
    serviceTimeout: Duration.seconds(ANSWER_SECONDS),
    properties: {
      Path: scope.node.path,
      Policy: policy.managedPolicyArn,
      Principal: principal,
      Bucket: bucket.bucketName,
      Region: bucket.env.region,
      Key: scratch,
      Outside: outside,
      Secret: secret?.secretArn,
      Fields: fields,
      Network: access.onlyFrom && networkContext(access.onlyFrom.networks),
      Calls: secret ? [...liveCalls(granted), ...(outside ? callsOutside(granted) : [])] : [],
      Simulated: [
        ...simulatedCalls(granted, bucket, scratch, secret !== undefined),
        ...(outside ? [simulatedOutside(granted, bucket, outside)] : []),
      ],
    },
  });
  const l1 = made.node.defaultChild as CfnResource;
  promise(test, made);
  l1.addPropertyOverride('State', stateOf(scope, { ...access, secret }));
  l1.addPropertyOverride('Locked', isLocked(scope, access));
  if (user) {
    // IAM takes one for users only
    l1.addPropertyOverride('BucketPolicy', bucketPolicyOf(scope, access));
  }
  askForNetwork(test, access, secret !== undefined, from);
  waitFor(made, scope, access, test);
  checkWay(scope, access, { from, run }, secret !== undefined);
}

/** Its path in the stack, without characters that mean something in an ARN. */
const nameOf = (scope: Construct): string =>
  scope.node.path
    .slice(Stack.of(scope).node.path.length)
    .replace(/[^\w-]+/g, '-')
    .replace(/^-/, '');

/** After everything that the access consists of: a deletion begins with the test. */
function waitFor(made: Construct, scope: Construct, { bucket, keyIn, user, role }: BucketAccess, test: Construct): void {
  const parts = [
    ...scope.node.children.filter((child) => child !== test),
    ...[bucket, keyIn, user, role].filter((one) => one !== undefined),
  ];
  made.node.addDependency(...parts.filter((one) => Stack.of(one) === Stack.of(scope)));
}

type WithSecret = { readonly _access?: BoundAccess };

/** The access key of the product's user, in the secret of this construct or of the one that it shares the user with. */
function keyOf(
  scope: Construct,
  { keyIn, secret, secretFields }: BoundAccess,
): { secret?: secretsmanager.ISecret; fields?: readonly string[] } {
  const shared = keyIn && Stack.of(keyIn) === Stack.of(scope) ? (keyIn as WithSecret)._access : undefined;
  return { secret: secret ?? shared?.secret, fields: secretFields ?? shared?.secretFields };
}
