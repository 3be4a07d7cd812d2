import type { Stack } from 'aws-cdk-lib';
import { clusterName } from '../../docs/launch/access-parameters';
import { BUCKET_PREFIX } from '../../docs/launch/bucket-parameters';
import { bucketName, type Launch, type Values } from '../../docs/launch/launch';
import { VendorAccess, velero, Workload } from '../../src';
import { CLUSTER, POD } from '../matrix/workloads';

const OF_CLUSTER = clusterName({ right: CLUSTER });

const make = (stack: Stack, values: Values, access?: VendorAccess) =>
  new velero.VeleroBackupLocation(stack, 'Velero', { bucketName: bucketName(stack, values.text(BUCKET_PREFIX)), access }).addSetupOutputs({
    prefix: 'Setup',
  });

export const LAUNCH: Record<string, Launch> = {
  'backup-location': {
    creates: 'a bucket for backups of a cluster anywhere, and a user with an access key',
    parameters: [BUCKET_PREFIX],
    like: 'default',
    make,
  },
  'backup-location-pod-identity': {
    creates: `a bucket for backups of a cluster of Amazon EKS, and a role for EKS Pod Identity that only the service account \`${POD.serviceAccount}\` in the namespace \`${POD.namespace}\` can assume (the names of the Helm chart)`,
    next: 'Create the association: `aws eks create-pod-identity-association --cluster-name … --namespace velero --service-account velero-server --role-arn …`, with the role of the output `SetupRoleArn`. For another service account, which the trust policy must name, use the construct.',
    parameters: [BUCKET_PREFIX, OF_CLUSTER],
    like: 'pod-identity',
    make: (stack, values) =>
      make(stack, values, VendorAccess.workloadRole(Workload.podIdentity({ ...POD, clusterName: values.text(OF_CLUSTER) }))),
  },
};
