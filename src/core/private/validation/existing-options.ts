import type * as iam from 'aws-cdk-lib/aws-iam';
import type { ExistingAccessOptions } from '../../existing-access-options';
import type { ExistingUserAccessOptions } from '../../existing-user-access-options';
import { BOOL } from './basic-types';
import { ROLE, USER } from './grantee';
import { structOf } from './nested-types';
import { CALLER_NETWORKS } from './network-types';
import { NAMING } from './principal-options';
import { required, struct } from './prop-types';

const EXISTING = struct<ExistingAccessOptions>({ ...NAMING.types, onlyFrom: structOf(CALLER_NETWORKS) });

export const EXISTING_USER = struct<{ user: iam.IUser; options?: ExistingUserAccessOptions }>({
  user: required(USER),
  options: structOf(struct<ExistingUserAccessOptions>({ ...EXISTING.types, allowSessionTokens: BOOL })),
});
export const EXISTING_ROLE = struct<{ role: iam.IRole; options?: ExistingAccessOptions }>({
  role: required(ROLE),
  options: structOf(EXISTING),
});
