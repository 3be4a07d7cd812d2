import type { Deviation, PermissionGroup } from '../../core/private/model/permission-set';
import { AWS_EC2_ACTIONS } from '../sources';

// Data only: what the appliances of all products need alike in EC2. What differs is the page.

/** The kinds of resource that an appliance uses. Region, account and network determine their ARNs. */
export type ArchiverResource =
  | 'region'
  | 'publicParameter'
  | 'launchInstance'
  | 'launchInterface'
  | 'launch'
  | 'instance'
  | 'keyPair'
  | 'tag'
  | 'network'
  | 'vpc'
  | 'ingress'
  | 'volumeKey';

type Page = Pick<PermissionGroup, 'evidence' | 'source'>;
type Group = PermissionGroup<ArchiverResource>;

export const KEY_PAIR = ['ec2:CreateKeyPair', 'ec2:DeleteKeyPair'] as const;

export const launchGroups = (sid: string, page: Page): Group[] => [
  {
    sid: `${sid}LaunchInstance`,
    on: 'launchInstance',
    why: 'launches the appliance, which needs no role',
    ...page,
    actions: ['ec2:RunInstances'],
  },
  {
    sid: `${sid}LaunchInterface`,
    on: 'launchInterface',
    why: 'gives it a network interface',
    ...page,
    actions: ['ec2:RunInstances'],
  },
  {
    sid: `${sid}Launch`,
    on: 'launch',
    why: 'launches it from an image, into a subnet, with a security group, a key pair and volumes',
    ...page,
    actions: ['ec2:RunInstances'],
  },
];

export const keyPairGroup = (sid: string, page: Page): Group => ({
  sid: `${sid}KeyPair`,
  on: 'keyPair',
  why: 'creates the key pair that it uses to log in to the appliance and install its service, and deletes it',
  ...page,
  actions: KEY_PAIR,
});

export const tagGroup = (sid: string, page: Page): Group => ({
  sid: `${sid}Tag`,
  on: 'tag',
  why: 'names its resources',
  ...page,
  actions: ['ec2:CreateTags'],
});

/** `by`: the calls that create the resources. */
export const tagOnCreateGroup = (sid: string, page: Page, by: readonly string[]): Group => ({
  sid: `${sid}TagOnCreate`,
  on: 'tag',
  why: 'names its resources, in the call that creates them',
  ...page,
  actions: ['ec2:CreateTags'],
  conditions: { StringEquals: { 'ec2:CreateAction': by } },
});

export const byType = (actions: readonly string[], reason: string): Deviation => ({
  kind: 'narrowed',
  actions,
  reason: `${reason}; the page has all resources of all regions`,
  source: AWS_EC2_ACTIONS,
});

export const REGION_ALONE = 'in one region: AWS cannot limit it to resources';
export const WITHOUT_ROLE =
  'by type of resource, in one region of this account, and on instances only while they have no role, unless disabled: Veeam cannot pass a role, so its own instances have none';
export const OF_ACCOUNT = 'on key pairs of this account, in one region';
export const TAGGED_TYPES = 'on the types that it creates, in one region of this account, and on instances only while they have no role';
export const TAGGED_ON_CREATE = 'because of tagOnCreateOnly: only in the call that creates a resource';
