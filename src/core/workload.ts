import { ec2InstanceTrust, podIdentityTrust, serviceAccountTrust, type WorkloadTrust } from './private/provision/workload-trust';
import type { PodIdentityOptions, ServiceAccountOptions } from './workload-options';

/**
 * Who assumes the role of `VendorAccess.workloadRole`: software that runs in your own account, without an access key.
 *
 * A recipe: nothing is created.
 */
export class Workload {
  /**
   * The pods of one service account of an EKS cluster, with *IAM roles for service accounts* (IRSA). Annotate the service account with the role:
   * `eks.amazonaws.com/role-arn`.
   *
   * Errors: a namespace, service account or provider that the trust policy cannot name exactly.
   *
   * @see https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
   */
  public static serviceAccount(options: ServiceAccountOptions): Workload {
    return new Workload(serviceAccountTrust(options));
  }

  /**
   * The pods of one service account of an EKS cluster, with *EKS Pod Identity*. Create the association yourself (`CfnPodIdentityAssociation`), with
   * its session tags enabled: the trust policy requires the tags.
   *
   * Errors: a namespace, service account or cluster that the trust policy cannot name exactly.
   *
   * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
   */
  public static podIdentity(options: PodIdentityOptions): Workload {
    return new Workload(podIdentityTrust(options));
  }

  /**
   * Instances of Amazon EC2 that run with the role. Everything on such an instance gets its permissions, including every pod of a node. Create the
   * instance profile yourself, or pass the role to the instance, which does.
   *
   * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html
   */
  public static ec2Instance(): Workload {
    return new Workload(ec2InstanceTrust());
  }

  private constructor(
    /** @internal */
    public readonly _trust: WorkloadTrust,
  ) {}
}
