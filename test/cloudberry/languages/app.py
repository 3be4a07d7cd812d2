"""As app.ts."""

from datetime import datetime, timezone

from aws_cdk import App, Duration, Stack, aws_ec2 as ec2, aws_iam as iam, aws_s3 as s3
from cdk_vendor_access import VendorAccess, cloudberry


def make(app: App) -> None:
    new_user = Stack(app, "cloudberry-new-user")
    backup = cloudberry.CloudBerryBackupUser(
        new_user,
        "Backup",
        permissions=cloudberry.CloudBerryPermissions.KB1034,
        prefix="office/pc-1",
        protection=cloudberry.CloudBerryProtection.object_lock(
            default_retention=Duration.days(30),
            mode=s3.ObjectLockMode.COMPLIANCE,
            gfs=True,
        ),
    )
    backup.add_bucket(s3.Bucket(new_user, "Second", versioned=True, object_lock_enabled=True), prefix="office")
    backup.add_setup_outputs()

    existing_user = Stack(app, "cloudberry-existing-user")
    cloudberry.CloudBerryBackupUser(
        existing_user,
        "Backup",
        access=VendorAccess.existing_user(iam.User(existing_user, "Mine")),
        bucket=s3.Bucket(existing_user, "Bucket", versioned=True),
        protection=cloudberry.CloudBerryProtection.recoverable_deletes(),
    )

    provider = Stack(app, "cloudberry-provider")
    federated = cloudberry.CloudBerryManagedBackup(provider, "Provider", object_acls=True)
    federated.add_session_policy_output("customer-a", "MBS-a")
    federated.revoke_sessions_before(datetime(2026, 11, 1, tzinfo=timezone.utc))

    provider_role = Stack(app, "cloudberry-provider-role")
    cloudberry.CloudBerryManagedBackup(
        provider_role,
        "Provider",
        access=VendorAccess.vendor_role(account_id="444455556666", external_id="example0provider4t7m"),
    ).add_setup_outputs()

    provider_existing = Stack(app, "cloudberry-provider-existing")
    provider_user = VendorAccess.existing_user(iam.User(provider_existing, "User"))
    cloudberry.CloudBerryManagedBackup(provider_existing, "ByUser", access=provider_user)
    msp360 = iam.Role(provider_existing, "Role", assumed_by=iam.AccountPrincipal("444455556666"))
    cloudberry.CloudBerryManagedBackup(provider_existing, "ByRole", access=VendorAccess.existing_role(msp360))

    restore = Stack(app, "cloudberry-restore")
    agents = iam.Role(restore, "Agents", assumed_by=iam.ServicePrincipal("ec2.amazonaws.com"))
    bucket = s3.Bucket.from_bucket_name(restore, "Bucket", "example-bucket")
    cloudberry.CloudBerryEc2Restore(
        restore,
        "Restore",
        access=VendorAccess.existing_role(agents),
        bucket=bucket,
        import_role=cloudberry.VmImportRole.create(),
        mail_from="backup@mail.example.com",
        placement=cloudberry.CloudBerryRestorePlacement(
            subnets=[ec2.Subnet.from_subnet_id(restore, "Subnet", "subnet-0placed")],
            security_groups=[ec2.SecurityGroup.from_security_group_id(restore, "Group", "sg-0placed")],
        ),
    )
    cloudberry.CloudBerryBucketGrants.from_bucket(bucket).backup(agents, prefix="office")

    restores = Stack(app, "cloudberry-restores")
    backups = s3.Bucket.from_bucket_name(restores, "Bucket", "example-bucket")
    import_role = cloudberry.VmImportRole.existing()
    cloudberry.CloudBerryEc2Restore(restores, "ByNewUser", bucket=backups, import_role=import_role)
    restore_user = VendorAccess.existing_user(iam.User(restores, "User"))
    cloudberry.CloudBerryEc2Restore(restores, "ByUser", access=restore_user, bucket=backups, import_role=import_role)
    vendor_role = VendorAccess.vendor_role(account_id="444455556666", external_id="example0provider4t7m")
    cloudberry.CloudBerryEc2Restore(restores, "ByVendorRole", access=vendor_role, bucket=backups, import_role=import_role)
