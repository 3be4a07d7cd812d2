import type { ApplianceOf, ArchiverPlan } from '../archiver/archiver';
import { APPLIANCE, MANAGED_NETWORK, OWN_NETWORK, TAG, TAG_ON_CREATE, VOLUME_KEY } from '../archiver/archiver-permissions';
import { M365_IN_S3 } from '../permissions';
import { M365 } from '../sources';

/** The appliance of Veeam Backup for Microsoft 365, with what its options ask for. */
export function m365Appliance({ network, options }: ArchiverPlan): ApplianceOf {
  const opensGroup = options.manageIngress !== false;
  return {
    product: M365,
    id: 'ArchiverPolicy',
    sets: [
      APPLIANCE,
      options.tagOnCreateOnly ? TAG_ON_CREATE : TAG,
      ...(network ? (opensGroup ? [OWN_NETWORK] : []) : [MANAGED_NETWORK]),
      ...(options.volumeKey ? [VOLUME_KEY] : []),
    ],
    inS3: M365_IN_S3,
    opensGroup,
  };
}
