"""The cases of test/cloudberry/cases.ts, each in a stack with the name of the case.

The templates have to be the same as in TypeScript; a case that is missing on one side is a failure.
"""

from datetime import datetime, timezone

from aws_cdk import Duration, Stack, aws_ec2 as ec2, aws_iam as iam, aws_kms as kms, aws_s3 as s3
from case import case
from cdk_vendor_access import RoleAccess, UserAccess, VendorAccess, cloudberry
from cdk_vendor_access.cloudberry import CloudBerryPermissions as Permissions, CloudBerryProtection as Protection, VmImportRole

VENDOR_ACCOUNT = "444455556666"
PROVIDER_ID = "example0provider4t7m"
PREFIX = "office/pc-1"
MAIL_FROM = "backup@mail.example.com"


def vendor_role() -> RoleAccess:
    return VendorAccess.vendor_role(account_id=VENDOR_ACCOUNT, external_id=PROVIDER_ID)


def agents(stack: Stack) -> UserAccess:
    return VendorAccess.existing_user(iam.User(stack, "Agents"))


def backup(stack: Stack, **props) -> cloudberry.CloudBerryBackupUser:
    return cloudberry.CloudBerryBackupUser(stack, "Backup", **props)


def managed(stack: Stack, **props) -> cloudberry.CloudBerryManagedBackup:
    return cloudberry.CloudBerryManagedBackup(stack, "Provider", **props)


def restore(stack: Stack, **props) -> cloudberry.CloudBerryEc2Restore:
    access = props.pop("access", None) or agents(stack)
    bucket = props.pop("bucket", None) or s3.Bucket(stack, "Mine")
    import_role = props.pop("import_role", None) or VmImportRole.create()
    return cloudberry.CloudBerryEc2Restore(stack, "Restore", access=access, bucket=bucket, import_role=import_role, **props)


def locked(**options) -> Protection:
    return Protection.object_lock(default_retention=Duration.days(30), **options)


def imported_bucket(stack: Stack, name: str) -> s3.IBucket:
    return s3.Bucket.from_bucket_name(stack, name, "example-bucket")


@case
def backup_default(stack: Stack):
    backup(stack)


@case
def backup_kb1034(stack: Stack):
    backup(stack, permissions=Permissions.KB1034)


@case
def backup_prefix(stack: Stack):
    backup(stack, prefix=f"{PREFIX}/")


@case
def backup_kb1034_prefix(stack: Stack):
    backup(stack, permissions=Permissions.KB1034, prefix=PREFIX)


@case
def backup_browse(stack: Stack):
    backup(stack, prefix=PREFIX, browse=True)


@case
def backup_recoverable(stack: Stack):
    backup(stack, protection=Protection.recoverable_deletes())


@case
def backup_object_lock(stack: Stack):
    backup(stack, protection=locked(mode=s3.ObjectLockMode.COMPLIANCE))


@case
def backup_gfs(stack: Stack):
    backup(stack, protection=Protection.object_lock(gfs=True, maximum_retention=Duration.days(3651)))


@case
def backup_kb1034_lock(stack: Stack):
    backup(stack, permissions=Permissions.KB1034, protection=locked())


@case
def backup_lock_by_agent(stack: Stack):
    backup(stack, protection=locked(), lock_managed_by_agent=True, manage_lifecycle=True)


@case
def backup_lifecycle(stack: Stack):
    backup(stack, manage_lifecycle=True)


@case
def backup_object_acls(stack: Stack):
    backup(stack, object_acls=True)


@case
def backup_kms_key(stack: Stack):
    backup(stack, encryption_key=kms.Key(stack, "Key"))


@case
def backup_own_bucket(stack: Stack):
    backup(stack, bucket=s3.Bucket(stack, "Mine", versioned=True), protection=Protection.recoverable_deletes())


@case
def backup_imported_bucket(stack: Stack):
    backup(stack, bucket=imported_bucket(stack, "Mine"))


@case
def backup_existing_user(stack: Stack):
    backup(stack, access=agents(stack))


@case
def backup_several_buckets(stack: Stack):
    made = backup(stack)
    made.add_bucket(s3.Bucket(stack, "Second"), prefix=PREFIX)
    made.add_bucket(imported_bucket(stack, "Third"))
    made.add_setup_outputs()


@case
def managed_default(stack: Stack):
    managed(stack)


@case
def managed_role(stack: Stack):
    managed(stack, access=vendor_role()).add_setup_outputs()


@case
def managed_existing_user(stack: Stack):
    managed(stack, access=agents(stack), federation=False)


@case
def managed_existing_role(stack: Stack):
    mine = iam.Role(stack, "Agents", assumed_by=iam.AccountPrincipal(VENDOR_ACCOUNT), external_ids=[PROVIDER_ID])
    managed(stack, access=VendorAccess.existing_role(mine))


@case
def managed_sessions(stack: Stack):
    made = managed(stack, protection=Protection.recoverable_deletes(), encryption_key=kms.Key(stack, "Key"), prefix="MBS")
    for name in ["A", "AB", "A-1", "A-10"]:
        made.add_session_policy_output(f"customer-{name}", f"MBS/{name}")


@case
def managed_revoked(stack: Stack):
    made = managed(stack)
    for day in [1, 2]:
        made.revoke_sessions_before(datetime(2026, 11, day, tzinfo=timezone.utc))


@case
def restore_default(stack: Stack):
    restore(stack)


@case
def restore_new_user(stack: Stack):
    restore(stack, access=VendorAccess.iam_user(), import_role=VmImportRole.existing())


@case
def restore_existing_role(stack: Stack):
    role = iam.Role(stack, "Role", assumed_by=iam.ServicePrincipal("ec2.amazonaws.com"))
    restore(stack, access=VendorAccess.existing_role(role))


@case
def restore_vendor_role(stack: Stack):
    restore(stack, access=vendor_role(), import_role=VmImportRole.existing())


@case
def restore_import_service(stack: Stack):
    restore(stack, import_role=VmImportRole.create(service_principal="vmie.amazonaws.com.cn"))


@case
def restore_other_region(stack: Stack):
    restore(stack, import_role=VmImportRole.existing(), region="eu-central-1")


def placed(stack: Stack, **options) -> cloudberry.CloudBerryRestorePlacement:
    return cloudberry.CloudBerryRestorePlacement(
        subnets=[ec2.Subnet.from_subnet_id(stack, "Subnet", "subnet-0placed")],
        security_groups=[ec2.SecurityGroup.from_security_group_id(stack, "Group", "sg-0placed")],
        key_pair=ec2.KeyPair.from_key_pair_name(stack, "KeyPair", "placed"),
        **options,
    )


@case
def restore_placement(stack: Stack):
    restore(stack, placement=placed(stack))


@case
def restore_placement_spot(stack: Stack):
    restore(stack, import_role=VmImportRole.existing(), placement=placed(stack, spot=True))


@case
def restore_image_browsing(stack: Stack):
    restore(stack, import_role=VmImportRole.existing(), image_browsing=True)


@case
def restore_mail(stack: Stack):
    restore(stack, mail_from=MAIL_FROM)


@case
def restore_unshielded(stack: Stack):
    restore(stack, shield_instances_with_role=False, own_images_only=False)


@case
def restore_keys(stack: Stack):
    bucket = s3.Bucket(stack, "Mine", encryption_key=kms.Key(stack, "BucketKey"), encryption=s3.BucketEncryption.KMS)
    restore(stack, bucket=bucket, volume_key=kms.Key(stack, "VolumeKey"), mail_from=MAIL_FROM)


@case
def restore_with_backup(stack: Stack):
    user = backup(stack, protection=Protection.recoverable_deletes())
    restore(stack, access=VendorAccess.same_user_as(user), bucket=user.bucket)
