import { VOLUME_KEY_ADDED, volumeKey } from '../../core/private/model/ec2-permissions';
import type { Deviation, PermissionGroup, PermissionSet } from '../../core/private/model/permission-set';
import { ARCHIVER, AWS_EBS_ENCRYPTION, AWS_SSM_ACTIONS, M365, S3_PERMISSIONS, VBR_PERMISSIONS } from '../sources';
import {
  type ArchiverResource,
  byType,
  KEY_PAIR,
  keyPairGroup,
  launchGroups,
  OF_ACCOUNT,
  REGION_ALONE,
  TAGGED_ON_CREATE,
  TAGGED_TYPES,
  tagGroup,
  tagOnCreateGroup,
  WITHOUT_ROLE,
} from './appliance-permissions';

// Data only: the permissions for the archiver appliance in EC2 and Systems Manager, their reasons and their sources.

const PRODUCT_NAME = `${M365.name}: archiver appliance`;
const SID = 'VeeamArchiver';
const documented = { evidence: 'documented', source: S3_PERMISSIONS } as const;

/** The page requires them for every repository. */
const onlyWithAppliance = (...actions: string[]): Deviation => ({
  kind: 'split',
  actions,
  reason:
    'in a separate policy, and only with archiverAppliance. The page lists it for every repository, but the appliance is optional and only used for backup copies',
  source: ARCHIVER,
});

const DESCRIBE = [
  'ec2:DescribeConversionTasks',
  'ec2:DescribeInstanceTypes',
  'ec2:DescribeInstances',
  'ec2:DescribeInternetGateways',
  'ec2:DescribeRouteTables',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeSubnets',
  'ec2:DescribeVpcs',
] as const;
const MANAGE = ['ec2:StartInstances', 'ec2:StopInstances', 'ec2:TerminateInstances'] as const;
const NETWORK = [
  'ec2:AttachInternetGateway',
  'ec2:CreateInternetGateway',
  'ec2:CreateRoute',
  'ec2:CreateRouteTable',
  'ec2:CreateSecurityGroup',
  'ec2:CreateSubnet',
  'ec2:CreateVpc',
  'ec2:DeleteInternetGateway',
  'ec2:DeleteRoute',
  'ec2:DeleteRouteTable',
  'ec2:DeleteSecurityGroup',
  'ec2:DeleteSubnet',
  'ec2:DeleteVpc',
] as const;
const INGRESS: PermissionGroup<ArchiverResource> = {
  sid: 'VeeamArchiverIngress',
  on: 'ingress',
  why: 'allows the proxy to reach the appliance, if its security group does not yet allow this',
  ...documented,
  actions: ['ec2:AuthorizeSecurityGroupIngress'],
};

/** In any network. */
export const APPLIANCE: PermissionSet<ArchiverResource> = {
  id: 'veeam/archiver-appliance',
  product: PRODUCT_NAME,
  summary: 'Veeam launches an instance that copies backups inside AWS, starts and stops it, and removes it.',
  source: S3_PERMISSIONS,
  groups: [
    {
      sid: 'VeeamArchiverDescribe',
      on: 'region',
      why: 'shows the instance types and networks to choose from, and monitors the appliance',
      ...documented,
      actions: DESCRIBE,
    },
    {
      sid: 'VeeamArchiverImage',
      on: 'publicParameter',
      why: 'finds the image to launch, in the public parameters of AWS (inferred: the page does not say which parameter Veeam reads)',
      ...documented,
      actions: ['ssm:GetParameter'],
    },
    ...launchGroups(SID, documented),
    {
      sid: 'VeeamArchiverManage',
      on: 'instance',
      why: 'keeps the appliance for the next copy, and removes it when it is no longer needed',
      ...documented,
      actions: MANAGE,
    },
    keyPairGroup(SID, documented),
  ],
  deviations: [
    onlyWithAppliance(...DESCRIBE, ...KEY_PAIR, 'ec2:RunInstances', ...MANAGE, 'ssm:GetParameter'),
    byType(DESCRIBE, REGION_ALONE),
    byType(['ec2:RunInstances', ...MANAGE], WITHOUT_ROLE),
    byType(KEY_PAIR, OF_ACCOUNT),
    {
      kind: 'narrowed',
      actions: ['ssm:GetParameter'],
      reason:
        'only the public parameters below /aws/service/: with the permissions on the page, Veeam could also read the parameters of the account, which may hold secrets',
      source: AWS_SSM_ACTIONS,
    },
    {
      kind: 'added',
      actions: ['ec2:DescribeInstances'],
      reason: "in the page's sample policy, but not in its list: Veeam monitors a launch with it",
      source: S3_PERMISSIONS,
    },
  ],
};

const TAG_DEVIATIONS: readonly Deviation[] = [
  onlyWithAppliance('ec2:CreateTags'),
  {
    kind: 'added',
    actions: ['ec2:CreateTags'],
    reason: "in the page's sample policy, but not in its list; without it, AWS refuses a launch with tags",
    source: S3_PERMISSIONS,
  },
];

/** Unless `tagOnCreateOnly`. */
export const TAG: PermissionSet<ArchiverResource> = {
  id: 'veeam/archiver-tags',
  product: PRODUCT_NAME,
  summary:
    'Veeam tags its resources. It does not document which tags it uses and when it adds them, so it can tag any resource of these types.',
  source: S3_PERMISSIONS,
  groups: [tagGroup(SID, documented)],
  deviations: [...TAG_DEVIATIONS, byType(['ec2:CreateTags'], TAGGED_TYPES)],
};

/** Option `tagOnCreateOnly`. */
export const TAG_ON_CREATE: PermissionSet<ArchiverResource> = {
  id: 'veeam/archiver-tags-on-create',
  product: PRODUCT_NAME,
  summary: 'With tagOnCreateOnly, Veeam can tag resources only when it creates them.',
  source: S3_PERMISSIONS,
  groups: [
    tagOnCreateGroup(SID, documented, [
      'CreateInternetGateway',
      'CreateKeyPair',
      'CreateRouteTable',
      'CreateSecurityGroup',
      'CreateSubnet',
      'CreateVpc',
      'RunInstances',
    ]),
  ],
  deviations: [...TAG_DEVIATIONS, byType(['ec2:CreateTags'], TAGGED_ON_CREATE)],
};

/** `VeeamArchiverAppliance.vendorManagedNetwork()`. */
export const MANAGED_NETWORK: PermissionSet<ArchiverResource> = {
  id: 'veeam/archiver-managed-network',
  product: PRODUCT_NAME,
  summary: 'Veeam creates and removes the network of the appliance. It can change and remove any network of the region.',
  source: S3_PERMISSIONS,
  groups: [
    {
      sid: 'VeeamArchiverNetwork',
      on: 'network',
      why: 'creates a VPC with a public subnet, a route to the internet and a security group for the appliance; removes them afterwards',
      ...documented,
      actions: NETWORK,
    },
    INGRESS,
  ],
  deviations: [
    onlyWithAppliance('ec2:AuthorizeSecurityGroupIngress', ...NETWORK),
    byType(
      ['ec2:AuthorizeSecurityGroupIngress', ...NETWORK],
      'by type of resource, in one region of this account. Veeam does not document the tags of that network, so a policy cannot distinguish it from others',
    ),
  ],
};

/** `VeeamArchiverAppliance.inNetwork()`. */
export const OWN_NETWORK: PermissionSet<ArchiverResource> = {
  id: 'veeam/archiver-own-network',
  product: PRODUCT_NAME,
  summary: 'In your own network, Veeam can only open ports of the given security group.',
  source: S3_PERMISSIONS,
  groups: [INGRESS],
  deviations: [
    onlyWithAppliance('ec2:AuthorizeSecurityGroupIngress'),
    byType(
      ['ec2:AuthorizeSecurityGroupIngress'],
      'on the given security group; not at all with manageIngress: false, as in the list of Veeam Backup & Replication for an existing network',
    ),
    {
      kind: 'withheld',
      actions: NETWORK,
      reason:
        'the network exists, so Veeam need not create or remove it. The list of Veeam Backup & Replication for an existing network includes none of them either',
      source: VBR_PERMISSIONS,
    },
  ],
};

/** Option `volumeKey`. */
export const VOLUME_KEY: PermissionSet<ArchiverResource> = {
  id: 'veeam/archiver-volume-key',
  product: PRODUCT_NAME,
  summary: 'With volumeKey, Veeam launches an appliance whose volumes are encrypted with that key.',
  source: AWS_EBS_ENCRYPTION,
  groups: volumeKey('VeeamArchiverVolumeKey', 'the appliance', 'the appliance'),
  deviations: [VOLUME_KEY_ADDED],
};

/** All sets, for the generated pages and the tests. */
export const ARCHIVER_SETS: readonly PermissionSet[] = [APPLIANCE, TAG, TAG_ON_CREATE, MANAGED_NETWORK, OWN_NETWORK, VOLUME_KEY];
