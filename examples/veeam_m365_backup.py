# A repository for Veeam Backup for Microsoft 365: a bucket, and a user whose access key Veeam gets. As veeam-m365-backup.ts, in Python.
#
#   pip install cdk-vendor-access
#   npx cdk deploy --app "python examples/veeam_m365_backup.py"
#
# Then copy the outputs to Veeam (Backup Infrastructure > Object Storage Repositories > Add); the access key is in the secret of SetupSecretArn.
from aws_cdk import App, Stack, aws_s3 as s3
from cdk_vendor_access import veeam

# access logs are delivered with a bucket policy, not with an ACL (in your own app, cdk.json is the place for feature flags)
app = App(post_cli_context={"@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy": True})
stack = Stack(app, "VeeamM365Backup")

access_logs = s3.Bucket(
    stack,
    "AccessLogs",
    block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
    enforce_ssl=True,
)
repository = veeam.VeeamM365Repository(stack, "Repository", server_access_logs_bucket=access_logs)
repository.add_setup_outputs()

app.synth()
