import { AWS_LAMBDA_VPC, AWS_OBJECT_VERSIONS, AWS_POLICY_SIMULATION, AWS_SECRET_VALUE } from './aws-sources';
import type { Conditions, Source } from './permission-set';

/** What the role of the function behind a connection test can do, and why. */
export interface TestPermission {
  readonly sid: string;
  readonly on: string;
  readonly actions: readonly string[];
  readonly why: string;
  readonly source: Source;
  readonly conditions?: Conditions;
}

const NETWORK = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:UnassignPrivateIpAddresses',
];
const NETWORK_LISTS = ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'];

/** Only with a VPC. AWS Lambda makes network interfaces, whose ids nobody knows before. */
export const TEST_NETWORK: TestPermission = {
  sid: 'ConnectionTestNetwork',
  on: 'what Amazon EC2 has in the account and the region, with `vpc` only',
  actions: NETWORK,
  why: 'lets AWS Lambda connect the function to the VPC',
  source: AWS_LAMBDA_VPC,
};

export const TEST_NETWORK_LISTS: TestPermission = {
  sid: 'ConnectionTestNetworkLists',
  on: '`*`, with `vpc` only: AWS accepts no narrower resource',
  actions: NETWORK_LISTS,
  why: 'lets AWS Lambda find the subnets and network interfaces of the VPC',
  source: AWS_LAMBDA_VPC,
};

/** A denial: calls of the code carry the ARN of the function, those of AWS Lambda do not. */
export const TEST_NETWORK_OF_CODE = {
  sid: 'ConnectionTestDenyNetworkToCode',
  on: '`*`, with `vpc` only',
  actions: [...NETWORK, ...NETWORK_LISTS].sort(),
  why: 'denies the code of the function what only AWS Lambda needs',
  source: AWS_LAMBDA_VPC,
  conditions: { Null: { 'lambda:SourceFunctionArn': 'false' } },
} satisfies TestPermission;

/** Data: for the role, the generated pages and the tests. */
export const TEST_PERMISSIONS: readonly TestPermission[] = [
  {
    sid: 'ConnectionTestSimulates',
    on: "the product's user or role",
    actions: ['iam:SimulatePrincipalPolicy'],
    why: 'asks IAM about calls that the test does not make',
    source: AWS_POLICY_SIMULATION,
  },
  {
    sid: 'ConnectionTestReadsKey',
    on: 'the secret with the access key, if the stack has it',
    actions: ['secretsmanager:GetSecretValue'],
    why: "acts as the product's user",
    source: AWS_SECRET_VALUE,
  },
  {
    sid: 'ConnectionTestDecryptsKey',
    on: 'the KMS key of that secret, through AWS Secrets Manager, if it has its own',
    actions: ['kms:Decrypt'],
    why: 'reads the secret',
    source: AWS_SECRET_VALUE,
  },
  {
    sid: 'ConnectionTestFindsObject',
    on: "the bucket, for the key of the test's object",
    actions: ['s3:ListBucketVersions'],
    why: 'finds the versions and delete markers of the object that the test wrote',
    source: AWS_OBJECT_VERSIONS,
  },
  {
    sid: 'ConnectionTestRemovesObject',
    on: "the test's object",
    actions: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
    why: 'removes the versions and delete markers of the object that the test wrote',
    source: AWS_OBJECT_VERSIONS,
  },
  TEST_NETWORK,
  TEST_NETWORK_LISTS,
];

export const testPermission = (wanted: string): TestPermission => {
  const found = TEST_PERMISSIONS.find(({ sid }) => sid === wanted);
  if (!found) {
    throw new Error(`no permission ${wanted} in TEST_PERMISSIONS`);
  }
  return found;
};
