import { recipe } from '../../core/private/validation/prop-types';
import type { ArchiverPlan } from './archiver';
import type { VeeamArchiverNetworkOptions, VeeamArchiverOptions } from './archiver-options';
import { MANAGED_NETWORK_OPTIONS, NETWORK_OPTIONS } from './prop-types';

/**
 * An archiver appliance: an EC2 instance that Veeam launches to copy backups between buckets inside of AWS, and removes again. An option of
 * `VeeamM365Repository` and `VeeamBackupRepository`, not a construct: it is what Veeam may do in EC2, in a policy of its own.
 *
 * @see https://helpcenter.veeam.com/docs/vbo365/guide/new_amazon_s3_backup_proxy.html
 */
export abstract class VeeamArchiverAppliance {
  /**
   * Veeam makes the network itself, as it does by default. It may then make, open and remove any network of the region, and launch into it, which
   * is a warning (`cdk-vendor-access:veeam.managesAnyNetwork`): `VeeamArchiverNetwork` makes a network that it need not change. Not for `VeeamBackupRepository`,
   * which refuses it.
   */
  public static vendorManagedNetwork(options?: VeeamArchiverOptions): VeeamArchiverAppliance {
    return VeeamArchiverAppliance._of(recipe('VeeamArchiverAppliance.vendorManagedNetwork', options, MANAGED_NETWORK_OPTIONS));
  }

  /**
   * The appliance runs in this subnet, with this security group, and nowhere else.
   *
   * Errors: a subnet and a group of different VPCs.
   */
  public static inNetwork(network: VeeamArchiverNetworkOptions): VeeamArchiverAppliance {
    const wanted = recipe('VeeamArchiverAppliance.inNetwork', network, NETWORK_OPTIONS, 'network');
    return VeeamArchiverAppliance._of({ ...wanted, network: wanted.options });
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
