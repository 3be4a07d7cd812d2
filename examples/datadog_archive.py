# Datadog archives logs to a bucket and rehydrates them, with the role of its AWS integration; two archives of one bucket are told apart by prefix.
# As datadog-archive.ts, in Python.
#
#   pip install cdk-vendor-access
#   npx cdk deploy --app "python examples/datadog_archive.py" -c datadogExternalId=…
#
# The external id is shown by Datadog when an AWS account is added (Integrations > Amazon Web Services > Add AWS Account > Manually).
# Then copy the outputs to Datadog (Log Archiving & Forwarding > Archives > Add a new archive).
from aws_cdk import App, Stack, aws_iam as iam, aws_kms as kms, aws_s3 as s3
from cdk_vendor_access import VendorAccess, datadog

# access logs are delivered with a bucket policy, not with an ACL (in your own app, cdk.json is the place for feature flags)
app = App(post_cli_context={"@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy": True})
stack = Stack(app, "DatadogArchive")

# if your integration's role exists outside of the app: iam.Role.from_role_name(stack, "Integration", "DatadogIntegrationRole")
integration_role = iam.Role(
    stack,
    "Integration",
    assumed_by=iam.AccountPrincipal(datadog.DatadogAccount.of_site(datadog.DatadogSite.US1)),
    external_ids=[app.node.get_context("datadogExternalId")],
)
access_logs = s3.Bucket(
    stack,
    "AccessLogs",
    block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
    enforce_ssl=True,
)
archive = datadog.DatadogLogArchive(
    stack,
    "Archive",
    access=VendorAccess.existing_role(integration_role),
    encryption_key=kms.Key(stack, "Key", enable_key_rotation=True),
    prefix="production",
    server_access_logs_bucket=access_logs,
)
archive.add_setup_outputs()

app.synth()
