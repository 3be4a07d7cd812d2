# Backups by Veeam Backup & Replication that nobody can delete for a month, an archive of them in S3 Glacier Deep Archive, written by an archiver
# appliance inside of AWS, and a second backup server that can only restore. As veeam-backup-repository.ts, in Python.
#
#   pip install cdk-vendor-access
#   npx cdk deploy --app "python examples/veeam_backup_repository.py" -c veeamProxyCidr=203.0.113.7/32
#
# The CIDR is the public address of your backup server: it alone reaches the appliance. Then copy the outputs to Veeam; for both repositories choose
# "Make backups immutable", for the archive "Customize" the appliance with the VPC, subnet and security group.
from aws_cdk import App, Duration, Stack, aws_s3 as s3
from cdk_vendor_access import veeam

# access logs are delivered with a bucket policy, not with an ACL (in your own app, cdk.json is the place for feature flags)
app = App(post_cli_context={"@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy": True})
stack = Stack(app, "VeeamBackupRepository")

access_logs = s3.Bucket(
    stack,
    "AccessLogs",
    block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
    enforce_ssl=True,
)
backups = veeam.VeeamBackupRepository(
    stack,
    "Backups",
    server_access_logs_bucket=access_logs,
    immutability=True,
    immutability_period=Duration.days(30),
    maximum_retention=Duration.days(60),  # the period, and the 30 days that Veeam adds
)

network = veeam.VeeamArchiverNetwork(
    stack,
    "ArchiverNetwork",
    proxy_cidrs=[app.node.get_context("veeamProxyCidr")],
    repositories=[backups.bucket],
)
archive = veeam.VeeamBackupRepository(
    stack,
    "Archive",
    server_access_logs_bucket=access_logs,
    tier=veeam.VeeamBackupTier.ARCHIVE_DEEP_ARCHIVE,
    immutability=True,
    maximum_retention=Duration.days(3653),  # the archive tier locks for as long as backups are kept: ten years
    appliance=network.appliance(),
)

second = veeam.VeeamBackupRepository(
    stack,
    "SecondServer",
    bucket=backups.bucket,
    read_only=True,
    immutability=True,
)

backups.add_setup_outputs()
archive.add_setup_outputs()
second.add_setup_outputs()
network.add_setup_outputs()

app.synth()
