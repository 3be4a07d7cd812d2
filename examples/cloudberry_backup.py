# CloudBerry Backup (MSP360 Backup) backs up to a bucket, with the access key of an IAM user. As cloudberry-backup.ts, in Python.
#
#   pip install cdk-vendor-access
#   npx cdk deploy --app "python examples/cloudberry_backup.py"
#
# Then copy the outputs to a storage account of the agent; the access key is in the secret of the output SetupSecretArn. Whatever is deleted or
# overwritten with that key, an administrator brings back from the versions of the bucket.
from aws_cdk import App, Stack, aws_s3 as s3
from cdk_vendor_access import cloudberry

# access logs are delivered with a bucket policy, not with an ACL (in your own app, cdk.json is the place for feature flags)
app = App(post_cli_context={"@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy": True})
stack = Stack(app, "CloudBerryBackup")

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

app.synth()
