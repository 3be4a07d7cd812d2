import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { GRANTEE } from './grantee';
import { required, struct } from './prop-types';
import { BUCKET } from './resource-types';

// The arguments that all facades of grants take.

export const FROM_BUCKET = struct<{ bucket: s3.IBucket }>({ bucket: required(BUCKET) });
export const GRANT = struct<{ grantee: iam.IGrantable }>({ grantee: required(GRANTEE) });
