import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { NamingOptions } from '../../core/naming-options';
import { toRole } from '../../core/private/provision/attachment';
import { bucketResources } from '../../core/private/provision/bucket-resources';
import { askForOutsider } from '../../core/private/provision/outsiders';
import { attachPolicy } from '../../core/private/provision/policy';
import { askedStatements, promise, written } from '../../core/private/synth/promise';
import type { PromiseRule } from '../../core/private/synth/promise-rule';
import { guardName } from '../../core/private/synth/unique-names';
import { VM_IMPORT } from '../sources';
import { type RestorePlace, ROLE_NAME, restoreResources, vmImportRoleArn } from './restore';
import { VM_IMPORT_BUCKET, VM_IMPORT_EC2, VM_IMPORT_VOLUME_KEY } from './restore-permissions';

/** Creates the service role, with only its own permissions on this bucket and region, and none of the agent's. */
export function makeVmImportRole(scope: Construct, servicePrincipal: string, place: RestorePlace, naming?: NamingOptions): iam.Role {
  const { account } = Stack.of(scope);
  // unchanged: CDK would replace other spellings of a service name with its own
  const assumedBy = iam.ServicePrincipal.fromStaticServicePrincipleName(servicePrincipal).withConditions({
    StringEquals: { 'sts:Externalid': ROLE_NAME, 'aws:SourceAccount': account },
  });
  const description = 'AWS VM Import/Export reads disk images from a bucket and creates images from them';
  const role = new iam.Role(scope, 'VmImportRole', { roleName: ROLE_NAME, description, assumedBy });
  const { volumeKey, ...resources } = restoreResources(scope, { ...place, ownImagesOnly: false });
  const permissions = {
    product: VM_IMPORT,
    sets: [VM_IMPORT_BUCKET, VM_IMPORT_EC2, VM_IMPORT_VOLUME_KEY],
    // AWS does not document through which service the import uses the key
    resources: { ...resources, volumeKey: volumeKey && { arns: volumeKey.arns } },
    id: 'VmImportPolicy',
    bucket: place.bucket,
    region: place.region,
    naming,
    who: WHO,
  };
  const trust = new iam.PolicyStatement({ actions: ['sts:AssumeRole'], principals: [assumedBy] });
  const asked = { ...askedStatements('AssumeRolePolicyDocument', [written(trust)]), RoleName: ROLE_NAME };
  const onPurpose = 'create the role yourself, and pass VmImportRole.existing()';
  promise(scope, role, asked, { rules: SERVICE_ROLE, onPurpose });
  attachPolicy(scope, permissions, () => ({ role, attach: toRole(role) }));
  const todo =
    'Pass VmImportRole.existing() here, and allow that role to read this bucket: CloudBerryBucketGrants.fromBucket(bucket).vmImport(role).';
  guardName(scope, 'roleName', role, 'importRole', todo);
  return role;
}

const WHO = `the service role '${ROLE_NAME}'`;

/** The role of the account, which is not in the app: the policy of the bucket may deny it. The service alone assumes it (see `VM_IMPORT`). */
export function askForVmImport(scope: Construct, bucket: s3.IBucket, policy: iam.ManagedPolicy): void {
  const permissions = { bucket, policy, sets: [VM_IMPORT_BUCKET], resources: bucketResources(bucket), who: WHO };
  askForOutsider(scope, { type: 'AssumedRole', arn: vmImportRoleArn(scope), service: 'vmie.amazonaws.com' }, permissions);
}

const ROLE = { type: /^AWS::IAM::Role$/, verdict: 'error' } as const;

/** Rules that are silent, or a warning, for other roles. */
export const SERVICE_ROLE: readonly PromiseRule[] = [
  { ...ROLE, path: /^(RoleName|Path)$/, why: 'VM Import/Export looks for a role of this name, without a path' },
  { ...ROLE, path: /^AssumeRolePolicyDocument$/, why: 'only the service can assume the role' },
];
