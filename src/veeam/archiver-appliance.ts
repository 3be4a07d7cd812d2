import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { ArchiverPlan } from './archiver';

/** Options of an archiver appliance, in any network. */
export interface VeeamArchiverOptions {
  /**
   * Region that the appliance runs in: that of the bucket.
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
}

/** The network that an archiver appliance runs in, and its options. */
export interface VeeamArchiverNetworkOptions extends VeeamArchiverOptions {
  /** A subnet that assigns public IPv4 addresses by itself. */
  readonly subnet: ec2.ISubnet;

  /** A security group of the same VPC that lets in the backup proxies, on port 22 and the redirector port. */
  readonly securityGroup: ec2.ISecurityGroup;

  /**
   * Let Veeam open ports of the security group. If the group lets in the proxies already, you can try without (inferred from the list of Veeam
   * Backup & Replication): who may open ports could open them to everybody.
   *
   * @default true
   */
  readonly manageIngress?: boolean;
}

/**
 * An archiver appliance: an EC2 instance that Veeam launches to copy backups between buckets inside of AWS, and removes again. An option of
 * `VeeamM365Repository`, not a construct: it is what Veeam may do in EC2, in a policy of its own.
 *
 * @see https://helpcenter.veeam.com/docs/vbo365/guide/new_amazon_s3_backup_proxy.html
 */
export abstract class VeeamArchiverAppliance {
  /**
   * Veeam makes the network itself, as it does by default. It may then make, open and remove any network of the region, and launch into it, which
   * is a warning (`cdk-vendor-access:veeam.managesAnyNetwork`): `VeeamArchiverNetwork` makes a network that it need not change.
   */
  public static vendorManagedNetwork(options: VeeamArchiverOptions = {}): VeeamArchiverAppliance {
    return VeeamArchiverAppliance._of({ options });
  }

  /**
   * The appliance runs in this subnet, with this security group, and nowhere else.
   *
   * Errors: a subnet and a group of different VPCs.
   */
  public static inNetwork(network: VeeamArchiverNetworkOptions): VeeamArchiverAppliance {
    return VeeamArchiverAppliance._of({ options: network, network });
  }

  /** @internal */
  public static _of(plan: ArchiverPlan): VeeamArchiverAppliance {
    return new PlannedAppliance(plan);
  }

  /** @internal */
  public abstract readonly _plan: ArchiverPlan;
}

// Not exported, because jsii publishes the constructor of an exported class even if it is marked as internal.
class PlannedAppliance extends VeeamArchiverAppliance {
  public constructor(public readonly _plan: ArchiverPlan) {
    super();
  }
}
