import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as kms from 'aws-cdk-lib/aws-kms';

/** Options of an archiver appliance, in any network. */
export interface VeeamArchiverOptions {
  /**
   * The region that the appliance runs in: that of the bucket. Can be a token, such as the value of a parameter.
   *
   * @default - the region of the stack
   */
  readonly region?: string;

  /**
   * Protects all instances with a role: they cannot be launched, started, stopped, terminated or tagged. Disable it if your account adds a
   * role to every instance (such as with the Default Host Management Configuration of Systems Manager): otherwise, Veeam cannot remove its
   * appliance.
   *
   * @default true
   */
  readonly shieldInstancesWithRole?: boolean;

  /**
   * Allows Veeam to tag resources only when it creates them. Inferred: Veeam does not document whether it tags at creation or later. If a
   * launch is refused, omit it.
   *
   * @default false - Veeam can tag any resource of the types that it creates, in this region and account
   */
  readonly tagOnCreateOnly?: boolean;

  /**
   * The tags that an instance must have before Veeam can start, stop or terminate it. Inferred: Veeam does not document its tags, so look
   * at one of your appliances. Needs `tagOnCreateOnly`: otherwise, Veeam could add these tags to any instance. A value can be a token; a
   * key cannot, because it is part of a condition key.
   *
   * @default - every instance of the region without a role
   */
  readonly instanceTags?: { [key: string]: string };

  /**
   * The KMS key of the volumes, for accounts that encrypt volumes with their own key by default. Must be in the region of the appliance.
   *
   * @default - no permission to use a key
   */
  readonly volumeKey?: kms.IKey;

  /**
   * Allows Veeam to open ports of the security group; only in an existing network. If the group already allows the proxies, as that of
   * `VeeamArchiverNetwork` does, try `false` (inferred from the list of Veeam Backup & Replication): anyone with this permission could open
   * ports to everyone. Veeam Backup & Replication does not open an existing group: there, `true` is an error.
   *
   * @default true, or false for Veeam Backup & Replication
   */
  readonly manageIngress?: boolean;
}

/** The network that an archiver appliance runs in, and its options. */
export interface VeeamArchiverNetworkOptions extends VeeamArchiverOptions {
  /** A subnet that assigns public IPv4 addresses automatically. */
  readonly subnet: ec2.ISubnet;

  /** A security group in the same VPC that allows the backup proxies, on port 22 and the redirector port. */
  readonly securityGroup: ec2.ISecurityGroup;
}
