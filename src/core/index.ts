export { AccessKeys } from './access-keys';
export { RoleAccess, UserAccess, VendorAccess } from './vendor-access';
export type { IamUserAccessOptions, VendorRoleAccessOptions } from './vendor-access-options';
export type { VendorBucketOptions } from './vendor-bucket-options';
