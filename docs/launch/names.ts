/** `vendor/name` as the name of a stack or a file. */
export const withoutSlash = (name: string): string => name.replace('/', '-');

/** Without the hash that the CDK adds to a logical id. */
export const stemOf = (logicalId: string): string => logicalId.replace(/[0-9A-F]{8}$/, '');

/** `VendorAccountId` as `vendor_account_id`, `S3Endpoint` as `s3_endpoint`. */
export const snake = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
