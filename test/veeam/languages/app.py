"""As app.ts."""

from aws_cdk import App, Duration, Stack, aws_iam as iam, aws_kms as kms, aws_s3 as s3
from cdk_vendor_access import VendorAccess, veeam


def make(app: App) -> None:
    new_user = Stack(app, "veeam-new-user")
    repository = veeam.VeeamM365Repository(
        new_user,
        "Repository",
        folder="finance",
        storage_class=veeam.VeeamM365StorageClass.STANDARD_IA,
        immutability=True,
        maximum_retention=Duration.days(395),
        lock_mode=s3.ObjectLockMode.GOVERNANCE,
    )
    repository.add_setup_outputs()

    existing_user = Stack(app, "veeam-existing-user")
    veeam.VeeamM365Repository(
        existing_user,
        "Copies",
        access=VendorAccess.existing_user(iam.User(existing_user, "Mine")),
        bucket=s3.Bucket(existing_user, "Bucket"),
        usage=veeam.VeeamM365Usage.BACKUP_COPY,
        archiver_appliance=veeam.VeeamArchiverAppliance.vendor_managed_network(
            tag_on_create_only=True,
            instance_tags={"purpose": "archiver"},
            volume_key=kms.Key(existing_user, "Key"),
        ),
    )

    own_network = Stack(app, "veeam-network")
    backups = s3.Bucket(own_network, "Backups")
    network = veeam.VeeamArchiverNetwork(
        own_network,
        "Network",
        proxy_cidrs=["203.0.113.7/32", "198.51.100.0/28"],
        redirector_port=8443,
        repositories=[backups],
    )
    network.add_setup_outputs()
    veeam.VeeamM365Repository(
        own_network,
        "Copies",
        usage=veeam.VeeamM365Usage.BACKUP_COPY,
        archiver_appliance=network.appliance(tag_on_create_only=True),
    )
    reader = iam.Role(own_network, "Reader", assumed_by=iam.ServicePrincipal("ec2.amazonaws.com"))
    veeam.VeeamBucketGrants.from_bucket(backups).m365_repository(reader, least_actions=True)

    backup = Stack(app, "veeam-backup")
    first = veeam.VeeamBackupRepository(
        backup,
        "First",
        immutability=True,
        immutability_period=Duration.days(30),
        maximum_retention=Duration.days(60),
    )
    first.add_setup_outputs()
    proxies = veeam.VeeamArchiverNetwork(backup, "Network", proxy_cidrs=["203.0.113.7/32"], repositories=[first.bucket])
    veeam.VeeamBackupRepository(
        backup,
        "Archive",
        access=VendorAccess.existing_user(iam.User(backup, "Mine")),
        tier=veeam.VeeamBackupTier.ARCHIVE_DEEP_ARCHIVE,
        appliance=proxies.appliance(),
        ebs_encryption=True,
    )
    veeam.VeeamBackupRepository(backup, "Second", bucket=first.bucket, immutability=True, read_only=True)
    auditor = iam.Role(backup, "Auditor", assumed_by=iam.ServicePrincipal("ec2.amazonaws.com"))
    veeam.VeeamBucketGrants.from_bucket(first.bucket).backup_repository(auditor, read_only=True)
