"""As app.ts."""

from aws_cdk import App, Stack, aws_iam as iam, aws_kms as kms
from cdk_vendor_access import VendorAccess, Workload, velero


def make(app: App) -> None:
    new_user = Stack(app, "velero-new-user")
    velero.VeleroBackupLocation(new_user, "Velero", object_tags=True).add_setup_outputs()

    existing_user = Stack(app, "velero-existing-user")
    user = iam.User(existing_user, "Mine")
    velero.VeleroBackupLocation(existing_user, "Velero", access=VendorAccess.existing_user(user))

    service_account = Stack(app, "velero-service-account")
    provider = iam.OpenIdConnectProvider.from_open_id_connect_provider_arn(
        service_account,
        "Provider",
        "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE",
    )
    token = Workload.service_account(provider=provider, namespace="velero", service_account="velero-server")
    velero.VeleroBackupLocation(service_account, "Velero", access=VendorAccess.workload_role(token))

    pod_identity = Stack(app, "velero-pod-identity")
    pod = Workload.pod_identity(
        cluster_name="production",
        cluster_region="eu-west-1",
        namespace="velero",
        service_account="velero-server",
    )
    velero.VeleroBackupLocation(
        pod_identity,
        "Velero",
        access=VendorAccess.workload_role(pod, role_name="velero"),
        prefix="clusters/prod",
        versioned=False,
        volume_snapshots=True,
        volume_key=kms.Key(pod_identity, "VolumeKey"),
    )

    ec2_instance = Stack(app, "velero-ec2-instance")
    velero.VeleroBackupLocation(ec2_instance, "Velero", access=VendorAccess.workload_role(Workload.ec2_instance()))

    existing_role = Stack(app, "velero-existing-role")
    mine = iam.Role(existing_role, "Mine", assumed_by=iam.ServicePrincipal("ecs-tasks.amazonaws.com"))
    location = velero.VeleroBackupLocation(existing_role, "Velero", access=VendorAccess.existing_role(mine))
    writer = iam.Role(existing_role, "Writer", assumed_by=iam.ServicePrincipal("ec2.amazonaws.com"))
    velero.VeleroBucketGrants.from_bucket(location.bucket).backup(writer, prefix="other", object_tags=True)
