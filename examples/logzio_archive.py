# Logz.io archives logs to a bucket and restores them, with the access key of an IAM user. As logzio-archive.ts, in Python.
#
#   pip install cdk-vendor-access
#   npx cdk deploy --app "python examples/logzio_archive.py"
#
# Then copy the outputs to Logz.io (Data Hub > Archive and restore); the access key is in the secret of the output SetupSecretArn.
from aws_cdk import App, Stack, aws_s3 as s3
from cdk_vendor_access import logzio

# access logs are delivered with a bucket policy, not with an ACL (in your own app, cdk.json is the place for feature flags)
app = App(post_cli_context={"@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy": True})
stack = Stack(app, "LogzioArchive")

access_logs = s3.Bucket(
    stack,
    "AccessLogs",
    block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
    enforce_ssl=True,
)
archive = logzio.LogzioArchiveBucket(stack, "Archive", server_access_logs_bucket=access_logs)
archive.add_setup_outputs()

app.synth()
