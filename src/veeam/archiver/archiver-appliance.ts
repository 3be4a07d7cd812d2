import { recipe } from '../../core/private/validation/prop-types';
import type { ArchiverPlan } from './archiver';
import type { VeeamArchiverNetworkOptions, VeeamArchiverOptions } from './archiver-options';
import { MANAGED_NETWORK_OPTIONS, NETWORK_OPTIONS } from './prop-types';

/**
 * Defines the permissions for an appliance: a temporary EC2 instance that Veeam launches to copy or check backups inside AWS. An option of
 * `VeeamM365Repository` and `VeeamBackupRepository`, not a construct: the repository gets a separate policy for EC2.
 *
 * @see https://helpcenter.veeam.com/docs/vbo365/guide/new_amazon_s3_backup_proxy.html
 */
export abstract class VeeamArchiverAppliance {
  /**
   * Allows Veeam to create the network itself, which is its default. Veeam can then create, open and remove any network of the region, and launch
   * instances into it. This gives a warning (`cdk-vendor-access:veeam.managesAnyNetwork`). `VeeamArchiverNetwork` creates a network instead.
   * `VeeamBackupRepository` does not accept it.
   */
  public static vendorManagedNetwork(options?: VeeamArchiverOptions): VeeamArchiverAppliance {
    return VeeamArchiverAppliance._of(recipe('VeeamArchiverAppliance.vendorManagedNetwork', options, MANAGED_NETWORK_OPTIONS));
  }

  /**
   * Limits the appliance to this subnet and this security group.
   *
   * Errors: a subnet and a group in different VPCs.
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
