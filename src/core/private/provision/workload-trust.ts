import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { PodIdentityOptions, ServiceAccountOptions } from '../../workload-options';
import type { HandedBy } from '../env/shared-principals';
import type { Asking } from '../synth/asking';
import { EMPTY_RECIPE, type Recipe, recipe } from '../validation/prop-types';
import { POD_IDENTITY, SERVICE_ACCOUNT } from '../validation/workload-types';

/** Who assumes the role of a workload, and what its sessions carry. */
export interface WorkloadTrust extends Pick<Recipe<object>, 'problems'> {
  /** With the prefix of its condition keys, where they have one. */
  statement(scope: Construct, issuer: string | undefined): iam.PolicyStatement;
  session(scope: Construct): Asking['session'];
  readonly handedBy?: HandedBy;
  readonly issuer?: () => string;
}

/** https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html, read 2026-11-28. */
export function serviceAccountTrust(wanted: ServiceAccountOptions): WorkloadTrust {
  const { options, problems } = recipe('Workload.serviceAccount', wanted, SERVICE_ACCOUNT);
  const { namespace, provider, serviceAccount } = options;
  return {
    problems,
    issuer: () => provider.openIdConnectProviderIssuer,
    statement: (_, issuer) =>
      new iam.PolicyStatement({
        actions: ['sts:AssumeRoleWithWebIdentity'],
        principals: [new iam.FederatedPrincipal(provider.openIdConnectProviderArn)],
        conditions: {
          StringEquals: {
            [`${issuer}:aud`]: 'sts.amazonaws.com',
            [`${issuer}:sub`]: `system:serviceaccount:${namespace}:${serviceAccount}`,
          },
        },
      }),
    session: () => ({ 'aws:FederatedProvider': provider.openIdConnectProviderArn }),
  };
}

/** Every association of the account gets in but for the tags that EKS sets: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html, read 2026-11-28. */
export function podIdentityTrust(wanted: PodIdentityOptions): WorkloadTrust {
  const { options, problems } = recipe('Workload.podIdentity', wanted, POD_IDENTITY);
  const tags = (scope: Construct) => tagsOfPod(scope, options);
  return {
    problems,
    statement: (scope) =>
      new iam.PolicyStatement({
        actions: ['sts:AssumeRole', 'sts:TagSession'],
        principals: [new iam.ServicePrincipal('pods.eks.amazonaws.com')],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account, ...prefixed('aws:RequestTag', tags(scope)) } },
      }),
    handedBy: {
      type: 'AWS::EKS::PodIdentityAssociation',
      properties: { ClusterName: options.clusterName, Namespace: options.namespace, ServiceAccount: options.serviceAccount },
      region: options.clusterRegion,
    },
    session: (scope) => prefixed('aws:PrincipalTag', { ...tags(scope), ...OF_EACH_POD, 'eks-cluster-name': options.clusterName }),
  };
}

export const ec2InstanceTrust = (): WorkloadTrust => ({
  ...EMPTY_RECIPE,
  statement: () => new iam.PolicyStatement({ actions: ['sts:AssumeRole'], principals: [new iam.ServicePrincipal('ec2.amazonaws.com')] }),
  session: () => undefined,
  handedBy: { type: 'AWS::IAM::InstanceProfile', properties: {} },
});

const tagsOfPod = (scope: Construct, { clusterName, clusterRegion, namespace, serviceAccount }: PodIdentityOptions) => ({
  'eks-cluster-arn': Stack.of(scope).formatArn({
    service: 'eks',
    region: clusterRegion,
    resource: 'cluster',
    resourceName: clusterName,
  }),
  'kubernetes-namespace': namespace,
  'kubernetes-service-account': serviceAccount,
});

/** Known to no template. */
const OF_EACH_POD = { 'kubernetes-pod-name': { Pod: 'name' }, 'kubernetes-pod-uid': { Pod: 'uid' } };

const prefixed = (prefix: string, tags: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(tags).map(([tag, value]) => [`${prefix}/${tag}`, value]));
