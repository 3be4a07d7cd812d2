# Velero backs up two clusters, each to its own bucket: one with EKS Pod Identity and no access key, one outside of AWS with the key of an IAM user.
# As velero-backup-location.ts, in Python.
#
#   pip install cdk-vendor-access
#   npx cdk deploy --app "python examples/velero_backup_location.py"
#
# Then pass the outputs to `velero install`. For the cluster on Amazon EKS, create the association of EKS Pod Identity, with the namespace and
# service account below. For the other one, the secret of the output EdgeSetupSecretArn holds the access key for `--secret-file`.
from aws_cdk import App, Duration, Stack, aws_kms as kms, aws_s3 as s3
from cdk_vendor_access import VendorAccess, Workload, velero

# access logs are delivered with a bucket policy, not with an ACL (in your own app, cdk.json is the place for feature flags)
app = App(post_cli_context={"@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy": True})
stack = Stack(app, "VeleroBackupLocation")

access_logs = s3.Bucket(
    stack,
    "AccessLogs",
    block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
    enforce_ssl=True,
)

workload = Workload.pod_identity(cluster_name="production", namespace="velero", service_account="velero-server")
production = velero.VeleroBackupLocation(
    stack,
    "Production",
    access=VendorAccess.workload_role(workload),
    encryption_key=kms.Key(stack, "Key", enable_key_rotation=True),
    server_access_logs_bucket=access_logs,
    volume_snapshots=True,
)
production.add_setup_outputs()

# a bucket of your own, whose lifecycle rule ends what Velero deletes: old versions of objects
bucket = s3.Bucket(
    stack,
    "EdgeBackups",
    block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
    enforce_ssl=True,
    minimum_tls_version=1.2,
    versioned=True,
    lifecycle_rules=[
        s3.LifecycleRule(
            noncurrent_version_expiration=Duration.days(30),
            abort_incomplete_multipart_upload_after=Duration.days(7),
        )
    ],
    server_access_logs_bucket=access_logs,
)
edge = velero.VeleroBackupLocation(stack, "Edge", bucket=bucket, prefix="edge", object_tags=True)
edge.add_setup_outputs()

app.synth()
