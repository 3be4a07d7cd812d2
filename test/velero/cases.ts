import type { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { VendorAccess, velero, Workload } from '../../src';
import type { Cases } from '../cases';
import { CLUSTER, ISSUER, POD } from '../matrix/workloads';

const { existingRole, existingUser, workloadRole } = VendorAccess;

const make = (stack: Stack, props?: velero.VeleroBackupLocationProps) => new velero.VeleroBackupLocation(stack, 'Velero', props);

/** In other languages than TypeScript, the newer class of CDK for a provider is passed by its ARN. */
const irsa = (stack: Stack) => {
  const { oidcProviderArn } = new iam.OidcProviderNative(stack, 'Native', { url: `https://${ISSUER}` });
  const provider = iam.OpenIdConnectProvider.fromOpenIdConnectProviderArn(stack, 'Provider', oidcProviderArn);
  return workloadRole(Workload.serviceAccount({ ...POD, provider }));
};
const pod = (clusterRegion?: string) => workloadRole(Workload.podIdentity({ ...POD, clusterName: CLUSTER, clusterRegion }));

export const CASES: Cases<velero.VeleroBackupLocation> = {
  default: (stack) => {
    const made = make(stack);
    made.addSetupOutputs();
    return made;
  },
  'service-account': (stack) => make(stack, { access: irsa(stack) }),
  'pod-identity': (stack) => {
    const made = make(stack, { access: pod() });
    made.addSetupOutputs();
    return made;
  },
  'ec2-instance': (stack) => make(stack, { access: workloadRole(Workload.ec2Instance(), { roleName: 'velero' }) }),
  'existing-role': (stack) => {
    const role = new iam.Role(stack, 'Mine', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
    return make(stack, { access: existingRole(role) });
  },
  'existing-user': (stack) => make(stack, { access: existingUser(new iam.User(stack, 'Mine')) }),
  prefix: (stack) => make(stack, { access: pod('eu-central-1'), prefix: 'clusters/prod', versioned: false }),
  'kms-key': (stack) => make(stack, { access: pod(), encryptionKey: new kms.Key(stack, 'Key') }),
  'object-tags': (stack) => make(stack, { objectTags: true }),
  'volume-snapshots': (stack) => make(stack, { access: pod(), volumeSnapshots: true }),
  'volume-key': (stack) => make(stack, { volumeSnapshots: true, volumeKey: new kms.Key(stack, 'VolumeKey') }),
  'imported-bucket': (stack) => make(stack, { access: pod(), bucket: s3.Bucket.fromBucketName(stack, 'Mine', 'example-bucket') }),
};
