import { areApart } from '../../core/private/env/vpcs';
import { accessOf } from '../../core/private/validation/access-types';
import { BOOL, madeBy } from '../../core/private/validation/basic-types';
import { BUCKET_ACCESS_OPTIONS, bucketAccessRules } from '../../core/private/validation/bucket-access-options';
import { problem } from '../../core/private/validation/errors';
import { listOf, structOf, within } from '../../core/private/validation/nested-types';
import { required, struct } from '../../core/private/validation/prop-types';
import { BUCKET, KEY, KEY_PAIR, SECURITY_GROUP, SUBNET } from '../../core/private/validation/resource-types';
import { REGION, text } from '../../core/private/validation/text-types';
import { EC2_RESTORE } from '../sources';
import type { CloudBerryEc2RestoreProps } from './ec2-restore-props';
import type { CloudBerryRestorePlacement } from './restore-placement';
import type { VmImportRole } from './vm-import-role';

const TO_RESTORED = 'List those that restored instances can use, or omit placement.';

const PLACEMENT = struct<CloudBerryRestorePlacement>(
  {
    subnets: required(listOf(SUBNET, 'at least one subnet', TO_RESTORED, 1)),
    securityGroups: required(listOf(SECURITY_GROUP, 'at least one security group', TO_RESTORED, 1)),
    keyPair: KEY_PAIR,
    spot: BOOL,
  },
  (rule) => [
    rule(['securityGroups', 'subnets'], ({ securityGroups, subnets }) => {
      const fit = subnets.some((subnet) => securityGroups.some((group) => !areApart(group, subnet)));
      const got = `${securityGroups.map(({ node }) => `'${node.path}'`).join(', ')} in other VPCs than the subnets`;
      const todo = 'EC2 cannot launch an instance with a subnet and a group of different VPCs.';
      return fit ? [] : [problem('securityGroups', got, 'a group in the VPC of a subnet', todo)];
    }),
  ],
);

const MAIL_ADDRESS = text({
  pattern: /^[\w.!#%&'+/=^`{|}~-]+@([a-z0-9-]+\.)+[a-z0-9-]+$/i,
  allowed: 'an address, such as backup@example.com',
  compared: true,
  todo: 'Omit it to send no mail.',
});

const IMPORT_ROLE = madeBy<VmImportRole>(
  '_servicePrincipal',
  'VmImportRole',
  'Choose VmImportRole.create() or VmImportRole.existing().',
  (what, got, place) => within(what, place, got._recipe.problems),
);

export const EC2_RESTORE_PROPS = struct<CloudBerryEc2RestoreProps>(
  {
    ...BUCKET_ACCESS_OPTIONS.types,
    access: accessOf(EC2_RESTORE),
    bucket: required(BUCKET),
    importRole: required(IMPORT_ROLE),
    region: REGION,
    placement: structOf(PLACEMENT),
    mailFrom: MAIL_ADDRESS,
    volumeKey: KEY,
    imageBrowsing: BOOL,
    shieldInstancesWithRole: BOOL,
    ownImagesOnly: BOOL,
    allowManagedBackupPrincipal: BOOL,
  },
  bucketAccessRules,
  'region',
);
