# Backups of Microsoft 365 by Veeam, and copies of them that nobody can delete for a year, made by an archiver appliance inside of AWS.
# As veeam-m365-immutable-copy.ts, in Python.
#
#   pip install cdk-vendor-access
#   npx cdk deploy --app "python examples/veeam_m365_immutable_copy.py" -c veeamProxyCidr=203.0.113.7/32
#
# The CIDR is the public address of your backup proxy: it alone reaches the appliance. Then copy the outputs to Veeam; for the copies choose
# "Make backups immutable" in governance mode, "Use an archiver appliance", and in its settings the VPC, subnet and security group.
from aws_cdk import App, Duration, Stack, aws_s3 as s3
from cdk_vendor_access import veeam

# access logs are delivered with a bucket policy, not with an ACL (in your own app, cdk.json is the place for feature flags)
app = App(post_cli_context={"@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy": True})
stack = Stack(app, "VeeamM365ImmutableCopy")

access_logs = s3.Bucket(
    stack,
    "AccessLogs",
    block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
    enforce_ssl=True,
)
backups = veeam.VeeamM365Repository(stack, "Backups", server_access_logs_bucket=access_logs)

network = veeam.VeeamArchiverNetwork(
    stack,
    "ArchiverNetwork",
    proxy_cidrs=[app.node.get_context("veeamProxyCidr")],
    repositories=[backups.bucket],
)
copies = veeam.VeeamM365Repository(
    stack,
    "Copies",
    server_access_logs_bucket=access_logs,
    usage=veeam.VeeamM365Usage.BACKUP_COPY,
    immutability=True,
    maximum_retention=Duration.days(395),  # a year, and the 30 days that Veeam adds
    lock_mode=s3.ObjectLockMode.GOVERNANCE,
    archiver_appliance=network.appliance(),
)

backups.add_setup_outputs()
copies.add_setup_outputs()
network.add_setup_outputs()

app.synth()
