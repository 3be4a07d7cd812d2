import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as kms from 'aws-cdk-lib/aws-kms';

/** Options of an archiver appliance, in any network. */
export interface VeeamArchiverOptions {
  /**
   * Region that the appliance runs in: that of the bucket. Can be a token, such as the value of a parameter.
   *
   * @default - the region of the stack
   */
  readonly region?: string;

  /**
   * Spare all instances that carry a role: they cannot be launched, started, stopped, terminated or tagged. Switch it off if your account gives a
   * role to every instance by itself (such as Systems Manager's default host management), because Veeam could not remove its appliance any more.
   *
   * @default true
   */
  readonly shieldInstancesWithRole?: boolean;

  /**
   * Let Veeam tag what it makes while it makes it, and nothing that exists. Inferred: whether it tags at once or later is not documented. If a
   * launch is refused, leave it out.
   *
   * @default false - everything of the types that Veeam makes can be tagged, in this region and account
   */
  readonly tagOnCreateOnly?: boolean;

  /**
   * Let Veeam start, stop and terminate only instances that carry all these tags. Inferred: which tags Veeam sets is not documented; look at an
   * appliance of yours. Needs `tagOnCreateOnly`: who may tag any instance could make any his own.
   * A value can be a token; a key cannot, because it is part of a condition key.
   *
   * @default - every instance of the region that carries no role
   */
  readonly instanceTags?: { [key: string]: string };

  /**
   * KMS key of the volumes: for accounts that encrypt volumes with a key of their own by default. Must be in the region of the appliance.
   *
   * @default - no permission to use a key of yours
   */
  readonly volumeKey?: kms.IKey;

  /**
   * Let Veeam open ports of the security group; only in a network that is there. If the group lets in the proxies already, as that of
   * `VeeamArchiverNetwork` does, you can try without (inferred from the list of Veeam Backup & Replication): who may open ports could open them
   * to everybody. Veeam Backup & Replication opens no group that exists: there, `true` is an error.
   *
   * @default true, or false for Veeam Backup & Replication
   */
  readonly manageIngress?: boolean;
}

/** The network that an archiver appliance runs in, and its options. */
export interface VeeamArchiverNetworkOptions extends VeeamArchiverOptions {
  /** A subnet that assigns public IPv4 addresses by itself. */
  readonly subnet: ec2.ISubnet;

  /** A security group of the same VPC that lets in the backup proxies, on port 22 and the redirector port. */
  readonly securityGroup: ec2.ISecurityGroup;
}
