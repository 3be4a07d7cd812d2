"""The cases of test/velero/cases.ts, each in a stack with the name of the case.

The templates have to be the same as in TypeScript; a case that is missing on one side is a failure.
"""

from aws_cdk import Stack, aws_iam as iam, aws_kms as kms, aws_s3 as s3
from case import case
from cdk_vendor_access import VendorAccess, Workload, velero

ISSUER = "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"
POD = {"namespace": "velero", "service_account": "velero-server"}


def _pod(cluster_region: str | None = None):
    pod = Workload.pod_identity(cluster_name="production", cluster_region=cluster_region, **POD)
    return VendorAccess.workload_role(pod)


@case
def default(stack: Stack):
    velero.VeleroBackupLocation(stack, "Velero").add_setup_outputs()


@case
def service_account(stack: Stack):
    native = iam.OidcProviderNative(stack, "Native", url=f"https://{ISSUER}")
    provider = iam.OpenIdConnectProvider.from_open_id_connect_provider_arn(stack, "Provider", native.oidc_provider_arn)
    access = VendorAccess.workload_role(Workload.service_account(provider=provider, **POD))
    velero.VeleroBackupLocation(stack, "Velero", access=access)


@case
def pod_identity(stack: Stack):
    velero.VeleroBackupLocation(stack, "Velero", access=_pod()).add_setup_outputs()


@case
def ec2_instance(stack: Stack):
    access = VendorAccess.workload_role(Workload.ec2_instance(), role_name="velero")
    velero.VeleroBackupLocation(stack, "Velero", access=access)


@case
def existing_role(stack: Stack):
    role = iam.Role(stack, "Mine", assumed_by=iam.ServicePrincipal("ecs-tasks.amazonaws.com"))
    velero.VeleroBackupLocation(stack, "Velero", access=VendorAccess.existing_role(role))


@case
def existing_user(stack: Stack):
    velero.VeleroBackupLocation(stack, "Velero", access=VendorAccess.existing_user(iam.User(stack, "Mine")))


@case
def prefix(stack: Stack):
    velero.VeleroBackupLocation(stack, "Velero", access=_pod("eu-central-1"), prefix="clusters/prod", versioned=False)


@case
def kms_key(stack: Stack):
    velero.VeleroBackupLocation(stack, "Velero", access=_pod(), encryption_key=kms.Key(stack, "Key"))


@case
def object_tags(stack: Stack):
    velero.VeleroBackupLocation(stack, "Velero", object_tags=True)


@case
def volume_snapshots(stack: Stack):
    velero.VeleroBackupLocation(stack, "Velero", access=_pod(), volume_snapshots=True)


@case
def volume_key(stack: Stack):
    velero.VeleroBackupLocation(stack, "Velero", volume_snapshots=True, volume_key=kms.Key(stack, "VolumeKey"))


@case
def imported_bucket(stack: Stack):
    bucket = s3.Bucket.from_bucket_name(stack, "Mine", "example-bucket")
    velero.VeleroBackupLocation(stack, "Velero", access=_pod(), bucket=bucket)
