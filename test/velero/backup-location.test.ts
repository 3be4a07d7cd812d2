import type { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { VendorAccess, velero, Workload } from '../../src';
import { CLUSTER, ISSUER, POD } from '../matrix/workloads';
import { ACCOUNT, newStack, warningsOf } from '../util';
import { CASES } from './cases';

// What a bucket policy of the app asks of a session, and what the session of a workload carries.

const ARN = `arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}`;
const WORKLOADS: Record<string, (stack: Stack) => Workload> = {
  irsa: (stack) =>
    Workload.serviceAccount({ ...POD, provider: iam.OpenIdConnectProvider.fromOpenIdConnectProviderArn(stack, 'Provider', ARN) }),
  pod: () => Workload.podIdentity({ ...POD, clusterName: CLUSTER }),
  ec2: () => Workload.ec2Instance(),
};

function saidOf(workload: string, Condition: object): string[] {
  const stack = newStack();
  const made = new velero.VeleroBackupLocation(stack, 'Velero', { access: VendorAccess.workloadRole(WORKLOADS[workload](stack)) });
  const statement = { Effect: 'Deny', Action: 's3:*', Principal: '*', Resource: `${made.bucket.bucketArn}/*`, Condition };
  (made.bucket as s3.Bucket).addToResourcePolicy(iam.PolicyStatement.fromJson(statement));
  return warningsOf(stack).map((text) => /core\.\w+/.exec(text)?.[0] ?? text);
}

const tag = (name: string, value: string) => ({ StringNotEquals: { [`aws:PrincipalTag/${name}`]: value } });

test.each<[string, object, string[]]>([
  ['pod', tag('kubernetes-namespace', POD.namespace), []],
  ['pod', tag('kubernetes-namespace', 'shop'), ['core.denied']],
  ['pod', tag('kubernetes-service-account', POD.serviceAccount), []],
  ['pod', tag('eks-cluster-name', CLUSTER), []],
  ['pod', tag('eks-cluster-arn', `arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/${CLUSTER}`), []],
  ['pod', tag('eks-cluster-arn', `arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/staging`), ['core.denied']],
  ['irsa', tag('kubernetes-namespace', POD.namespace), ['core.denied']],
  ['irsa', { StringNotEquals: { 'aws:FederatedProvider': ARN } }, []],
  ['irsa', { StringNotEquals: { 'aws:FederatedProvider': `${ARN}2` } }, ['core.denied']],
  ['ec2', { StringNotEquals: { 'aws:FederatedProvider': ARN } }, ['core.denied']],
  ['ec2', { StringEquals: { 'aws:PrincipalType': 'User' } }, []],
  ['ec2', { StringEquals: { 'aws:PrincipalType': 'AssumedRole' } }, ['core.denied']],
])('the session of %s, and a bucket policy that denies %j', (workload, condition, said) => {
  expect(saidOf(workload, condition)).toEqual(said);
});

test('what to pass to velero install, by kind of access', () => {
  const fields = ['default', 'pod-identity', 'existing-user', 'prefix'].map((name) => Object.keys(CASES[name](newStack()).setup));
  expect(fields).toEqual([
    ['BucketName', 'BucketRegion', 'SecretArn'],
    ['BucketName', 'BucketRegion', 'RoleArn'],
    ['BucketName', 'BucketRegion', 'UserName'],
    ['BucketName', 'BucketRegion', 'Prefix', 'RoleArn'],
  ]);
});

test('no case gives a warning but those about what is unknown', () => {
  const said = Object.entries(CASES).map(([name, make]) => {
    const stack = newStack();
    make(stack);
    return [name, warningsOf(stack).map((text) => /core\.\w+|velero\.\w+/.exec(text)?.[0])];
  });
  expect(said.filter(([, found]) => found?.length)).toEqual([['imported-bucket', ['core.bucketUnchecked']]]);
});
