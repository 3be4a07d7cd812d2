# A provider of CloudBerry Managed Backup (MSP360 Managed Backup). As cloudberry-managed-backup.ts, in Python.
#
#   pip install cdk-vendor-access
#   npx cdk deploy --app "python examples/cloudberry_managed_backup.py"
#
# Then copy the outputs to the Management Console. A program that asks AWS for the temporary credentials of a customer (GetFederationToken) finds
# the session policy that keeps them to their own files in the output of that customer.
#
# To end all temporary credentials that were made before a moment, deploy again with -c revokeSessionsBefore=2026-11-25T12:00:00+00:00.
from datetime import datetime

from aws_cdk import App, Stack, aws_s3 as s3
from cdk_vendor_access import cloudberry

# access logs are delivered with a bucket policy, not with an ACL (in your own app, cdk.json is the place for feature flags)
app = App(post_cli_context={"@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy": True})
stack = Stack(app, "CloudBerryManagedBackup")

access_logs = s3.Bucket(
    stack,
    "AccessLogs",
    block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
    enforce_ssl=True,
)
provider = cloudberry.CloudBerryManagedBackup(
    stack,
    "Provider",
    protection=cloudberry.CloudBerryProtection.recoverable_deletes(),
    server_access_logs_bucket=access_logs,
)
for customer in ["A", "AB", "A-1", "A-10"]:
    provider.add_session_policy_output(f"customer-{customer}", f"customers/{customer}")
revoke_before = app.node.try_get_context("revokeSessionsBefore")
if revoke_before:
    provider.revoke_sessions_before(datetime.fromisoformat(revoke_before))
provider.add_setup_outputs()

app.synth()
