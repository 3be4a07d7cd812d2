# Logz.io's S3 fetcher reads the logs of AWS services from your own bucket, by a role. As logzio-s3-fetcher.ts, in Python.
#
#   pip install cdk-vendor-access
#   npx cdk deploy --app "python examples/logzio_s3_fetcher.py" -c logzioAccountId=… -c logzioExternalId=…
#
# Both values are shown by Logz.io's console when a role is chosen ("Authenticate with a role").
from aws_cdk import App, Stack, aws_s3 as s3
from cdk_vendor_access import VendorAccess, logzio

app = App()
stack = Stack(app, "LogzioS3Fetcher")

logs = s3.Bucket(stack, "Logs", block_public_access=s3.BlockPublicAccess.BLOCK_ALL, enforce_ssl=True)

fetcher = logzio.LogzioS3Fetcher(
    stack,
    "Fetcher",
    bucket=logs,
    prefix="access-logs",
    access=VendorAccess.vendor_role(
        account_id=app.node.get_context("logzioAccountId"),
        external_id=app.node.get_context("logzioExternalId"),
    ),
)
fetcher.add_setup_outputs()

app.synth()
