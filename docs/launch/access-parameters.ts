import type { Parameter, Varying } from './parameter';

/** Of the vendor's console. */
export const externalId = (more: Varying): Parameter => ({
  name: 'ExternalId',
  description: "The external id that the vendor's console shows for your account.",
  constraint: '2 to 1,224 letters, digits and _+=,.@:/-',
  pattern: '^[A-Za-z0-9_+=,.@:/-]*$',
  length: [2, 1224],
  wrong: ['', 'x', 'with space', 'any*', 'x'.repeat(1225)],
  shown: '…',
  ...more,
});

export const vendorAccount = (more: Varying): Parameter => ({
  name: 'VendorAccountId',
  description: "The vendor's AWS account, as its console shows it.",
  constraint: '12 digits',
  pattern: '^[0-9]{12}$',
  length: [12, 12],
  rule: { not: { Ref: 'AWS::AccountId' }, says: "VendorAccountId is the account of this stack. Enter the vendor's." },
  wrong: ['', '44445555666', '4444-5555-6666', 'arn:aws:iam::444455556666:root', '*'],
  shown: '…',
  ...more,
});

const IAM_NAME = {
  constraint: '1 to 64 letters, digits and _+=,.@-: the name, without a path',
  pattern: '^[A-Za-z0-9_+=,.@-]+$',
  length: [1, 64],
} as const;

export const roleName = (more: Varying & Pick<Parameter, 'description'>): Parameter => ({
  ...IAM_NAME,
  name: 'RoleName',
  wrong: ['', 'role/Name', 'arn:aws:iam::111122223333:role/Name', 'Name*', 'x'.repeat(65)],
  ...more,
});

export const userName = (more: Varying & Pick<Parameter, 'description'>): Parameter => ({
  ...IAM_NAME,
  name: 'UserName',
  wrong: ['', 'user/name', 'arn:aws:iam::111122223333:user/name', 'name*', 'x'.repeat(65)],
  ...more,
});

export const clusterName = (more: Varying): Parameter => ({
  name: 'ClusterName',
  description: 'The name of the EKS cluster, in this account and region.',
  constraint: '1 to 100 letters, digits, - and _: the name, not the ARN',
  pattern: '^[A-Za-z0-9][A-Za-z0-9_-]*$',
  length: [1, 100],
  wrong: ['', 'production*', '-production', 'arn:aws:eks:eu-west-1:111122223333:cluster/production', 'x'.repeat(101)],
  ...more,
});

const OCTET = '(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
const PRIVATE = '10\\.|127\\.|169\\.254\\.|192\\.168\\.|172\\.(1[6-9]|2[0-9]|3[01])\\.|100\\.(6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\\.';

/** One address: nobody can open the network to a range by mistake. */
export const publicAddress = (more: Partial<Parameter> & Pick<Parameter, 'name' | 'description'>): Parameter => ({
  constraint: 'one public IPv4 address, such as 203.0.113.7, without a mask',
  pattern: `^(?!${PRIVATE})(${OCTET}\\.){3}${OCTET}$`,
  length: [7, 15],
  right: '203.0.113.7',
  wrong: ['', '0.0.0.0/0', '203.0.113.0/24', '10.1.2.3', '192.168.0.1', '172.16.0.1', '100.64.0.1', '203.0.113.256', '203.0.113', '::1'],
  ...more,
});
