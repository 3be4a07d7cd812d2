import type * as iam from 'aws-cdk-lib/aws-iam';

/** A service account of Kubernetes. */
export interface KubernetesServiceAccount {
  /** The namespace, as Kubernetes names it. No wildcard, no token: the trust policy names exactly one. */
  readonly namespace: string;

  /** The service account that the pods run as. No wildcard, no token: the trust policy names exactly one. */
  readonly serviceAccount: string;
}

/** Options of `Workload.serviceAccount`. */
export interface ServiceAccountOptions extends KubernetesServiceAccount {
  /**
   * The OIDC provider of the cluster: `cluster.openIdConnectProvider`, one of this app, or an imported one
   * (`OpenIdConnectProvider.fromOpenIdConnectProviderArn`). It must be in the account of the role.
   */
  readonly provider: iam.IOpenIdConnectProvider;
}

/** Options of `Workload.podIdentity`. */
export interface PodIdentityOptions extends KubernetesServiceAccount {
  /** The name of the EKS cluster, in the account of the role. Can be a token, such as the name of a cluster of this app. */
  readonly clusterName: string;

  /**
   * The region of the cluster. Can be a token, such as the value of a parameter.
   *
   * @default - the region of the stack
   */
  readonly clusterRegion?: string;
}
