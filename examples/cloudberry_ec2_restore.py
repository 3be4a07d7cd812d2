# CloudBerry Backup (MSP360 Backup) backs up whole machines, and restores them as instances of EC2. As cloudberry-ec2-restore.ts, in Python.
#
#   pip install cdk-vendor-access
#   npx cdk deploy --app "python examples/cloudberry_ec2_restore.py"
#
# An account has one role `vmimport` for all its regions: if yours has it already, take VmImportRole.existing(), and let it read the bucket.
from aws_cdk import App, Stack, aws_s3 as s3
from cdk_vendor_access import VendorAccess, cloudberry

# access logs are delivered with a bucket policy, not with an ACL (in your own app, cdk.json is the place for feature flags)
app = App(post_cli_context={"@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy": True})
stack = Stack(app, "CloudBerryEc2Restore")

access_logs = s3.Bucket(
    stack,
    "AccessLogs",
    block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
    enforce_ssl=True,
)
backup = cloudberry.CloudBerryBackupUser(
    stack,
    "Backup",
    protection=cloudberry.CloudBerryProtection.recoverable_deletes(),
    server_access_logs_bucket=access_logs,
)
backup.add_setup_outputs()

cloudberry.CloudBerryEc2Restore(
    stack,
    "Restore",
    access=VendorAccess.same_user_as(backup),
    bucket=backup.bucket,
    import_role=cloudberry.VmImportRole.create(),
)

app.synth()
