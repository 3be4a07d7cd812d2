import { Arn, ArnFormat, Stack, TokenComparison } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { PodIdentityOptions, ServiceAccountOptions } from '../../workload-options';
import { problem } from './errors';
import { compare } from './looked-up';
import { partitionProblems } from './partition';
import { type PropType, required, struct } from './prop-types';
import { resource } from './resource-types';
import { REGION, text } from './text-types';
import { isUnresolved } from './tokens-in-text';

const LITERAL = 'Give the literal name: the trust policy names exactly one.';

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
const NAMESPACE = text({
  pattern: /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
  allowed: 'a namespace of Kubernetes: 1 to 63 of a-z, 0-9 and -',
  todo: 'Give the namespace of the pods; a wildcard would trust others too.',
  literal: LITERAL,
});

const SERVICE_ACCOUNT_NAME = text({
  pattern: /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/,
  allowed: 'a service account of Kubernetes: 1 to 253 of a-z, 0-9, - and .',
  todo: 'Give the service account of the pods; a wildcard would trust others too.',
  literal: LITERAL,
});

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html */
const CLUSTER_NAME = text({
  pattern: /^[0-9A-Za-z][\w-]{0,99}$/,
  allowed: 'the name of an EKS cluster: 1 to 100 of letters, digits, - and _',
  todo: 'Give the name, not the ARN.',
  standIn: 'x',
});

const TODO = 'Pass that of the cluster: cluster.openIdConnectProvider, or OpenIdConnectProvider.fromOpenIdConnectProviderArn.';

/** IAM accepts only a provider of the account of the role. */
const PROVIDER = resource<iam.IOpenIdConnectProvider>('openIdConnectProviderArn', 'an OIDC provider', TODO, (what, got, { scope }) => {
  const arn = got.openIdConnectProviderArn;
  const account = isUnresolved(arn) ? got.env.account : Arn.split(arn, ArnFormat.SLASH_RESOURCE_NAME).account;
  const own = scope && Stack.of(scope).account;
  return own !== undefined && account !== undefined && compare(account, own) === TokenComparison.DIFFERENT
    ? [problem(what, `one of account ${account}`, `one of account ${own}`, 'Create a provider for the cluster in the account of the role.')]
    : [];
});

const POD = { namespace: required(NAMESPACE), serviceAccount: required(SERVICE_ACCOUNT_NAME) };

/** Any of the partition: the trust policy names the cluster by its ARN. */
const CLUSTER_REGION: PropType<string> = {
  is: REGION.is,
  problems: (what, got, place) => [
    ...REGION.problems(what, got, place),
    ...(typeof got === 'string' ? partitionProblems(what, undefined, place, got) : []),
  ],
};

export const SERVICE_ACCOUNT = struct<ServiceAccountOptions>({ ...POD, provider: required(PROVIDER) });
export const POD_IDENTITY = struct<PodIdentityOptions>({ ...POD, clusterName: required(CLUSTER_NAME), clusterRegion: CLUSTER_REGION });
