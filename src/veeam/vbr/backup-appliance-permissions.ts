import { volumeKey } from '../../core/private/model/ec2-permissions';
import type { Deviation, PermissionSet } from '../../core/private/model/permission-set';
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
} from '../archiver/appliance-permissions';
import { AWS_EBS_ENCRYPTION, AWS_EC2_ACTIONS, BACKUP, VBR_HELPER, VBR_PERMISSIONS } from '../sources';

// Data only: what the helper appliance and the archiver appliance of Veeam Backup & Replication need in EC2. The page has one list for both.

const SID = 'VeeamBackupAppliance';
const documented = { evidence: 'documented', source: VBR_PERMISSIONS } as const;
const set = { product: `${BACKUP.name}: appliance`, source: VBR_PERMISSIONS } as const;

const DESCRIBE = [
  'ec2:DescribeImages',
  'ec2:DescribeInstances',
  'ec2:DescribeKeyPairs',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeSubnets',
  'ec2:DescribeVpcs',
] as const;

/** In a network that is there. */
export const BACKUP_APPLIANCE: PermissionSet<ArchiverResource> = {
  ...set,
  id: 'veeam/backup-appliance',
  summary: 'Veeam launches an instance that checks or archives backups inside of AWS, and removes it.',
  groups: [
    {
      sid: `${SID}Describe`,
      on: 'region',
      why: 'finds the image, shows the networks to choose from, and monitors the appliance',
      ...documented,
      actions: DESCRIBE,
    },
    {
      sid: `${SID}Vpc`,
      on: 'vpc',
      why: 'reads how names are resolved in the network',
      ...documented,
      actions: ['ec2:DescribeVpcAttribute'],
    },
    ...launchGroups(SID, documented),
    {
      sid: `${SID}Remove`,
      on: 'instance',
      why: 'removes the appliance when it is no longer needed',
      ...documented,
      actions: ['ec2:TerminateInstances'],
    },
    keyPairGroup(SID, documented),
  ],
  deviations: [
    byType(DESCRIBE, REGION_ALONE),
    byType(['ec2:DescribeVpcAttribute'], 'on the VPCs of this account, in one region'),
    byType(['ec2:RunInstances', 'ec2:TerminateInstances'], WITHOUT_ROLE),
    byType(KEY_PAIR, OF_ACCOUNT),
  ],
};

/** Unless `tagOnCreateOnly`. */
export const BACKUP_TAG: PermissionSet<ArchiverResource> = {
  ...set,
  id: 'veeam/backup-appliance-tags',
  summary: 'Veeam tags its resources. Which tags, and when, is not documented, so all resources of these types can be tagged.',
  groups: [tagGroup(SID, documented)],
  deviations: [byType(['ec2:CreateTags'], TAGGED_TYPES)],
};

/** Option `tagOnCreateOnly`. */
export const BACKUP_TAG_ON_CREATE: PermissionSet<ArchiverResource> = {
  ...set,
  id: 'veeam/backup-appliance-tags-on-create',
  summary: 'With tagOnCreateOnly, Veeam tags resources only when it creates them.',
  groups: [tagOnCreateGroup(SID, documented, ['CreateKeyPair', 'RunInstances'])],
  deviations: [byType(['ec2:CreateTags'], TAGGED_ON_CREATE)],
};

const NOT_SCOPED: Deviation = {
  kind: 'withheld',
  actions: [
    'ec2:AttachInternetGateway',
    'ec2:AuthorizeSecurityGroupEgress',
    'ec2:AuthorizeSecurityGroupIngress',
    'ec2:CreateInternetGateway',
    'ec2:CreateRoute',
    'ec2:CreateSecurityGroup',
    'ec2:CreateSubnet',
    'ec2:CreateVpc',
    'ec2:DeleteSecurityGroup',
    'ec2:DescribeAvailabilityZones',
    'ec2:DescribeInstanceTypes',
    'ec2:DescribeRouteTables',
    'ec2:ModifyVpcAttribute',
  ],
  reason:
    'nothing that is documented distinguishes the network of Veeam from the others of the region, so anyone with the key could open, reroute and change all of them. The group that Veeam creates is open to the internet, and the list lacks the actions that remove the VPC, the subnet and the gateway. VeeamArchiverNetwork creates a network instead',
  source: VBR_HELPER,
};

/** Not offered. */
export const NEW_NETWORK: PermissionSet<ArchiverResource> = {
  ...set,
  id: 'veeam/backup-appliance-new-network',
  summary: 'An appliance in a network that Veeam creates (Create new) is not offered.',
  groups: [],
  deviations: [NOT_SCOPED],
};

/** Option `ebsEncryption`. */
export const EBS_ENCRYPTION: PermissionSet<ArchiverResource> = {
  ...set,
  id: 'veeam/backup-appliance-ebs-encryption',
  summary: 'With ebsEncryption, Veeam reads whether the account encrypts new volumes by default.',
  groups: [
    {
      sid: `${SID}Encryption`,
      on: 'region',
      why: 'reads whether the volumes of the appliance will be encrypted',
      ...documented,
      actions: ['ec2:GetEbsEncryptionByDefault'],
    },
  ],
  deviations: [{ kind: 'narrowed', actions: ['ec2:GetEbsEncryptionByDefault'], reason: REGION_ALONE, source: AWS_EC2_ACTIONS }],
};

/** Option `volumeKey` of the appliance. */
export const BACKUP_VOLUME_KEY: PermissionSet<ArchiverResource> = {
  ...set,
  id: 'veeam/backup-appliance-volume-key',
  summary: 'With volumeKey, Veeam launches an appliance whose volumes are encrypted with that key.',
  groups: volumeKey(`${SID}VolumeKey`, 'the appliance', 'the appliance').map((group) => ({ ...group, ...documented })),
  deviations: [
    {
      kind: 'narrowed',
      actions: ['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      reason:
        'through EC2 only, and a grant only for EC2 itself; of the data keys the one without plain text, as EC2 needs it. The page has them in the policy of the key',
      source: AWS_EBS_ENCRYPTION,
    },
    {
      kind: 'withheld',
      actions: ['kms:Encrypt'],
      reason: 'EC2 needs it for no volume',
      source: AWS_EBS_ENCRYPTION,
    },
  ],
};

/** All sets, for the generated pages and the tests. */
export const BACKUP_APPLIANCE_SETS: readonly PermissionSet[] = [
  BACKUP_APPLIANCE,
  BACKUP_TAG,
  BACKUP_TAG_ON_CREATE,
  NEW_NETWORK,
  EBS_ENCRYPTION,
  BACKUP_VOLUME_KEY,
];
