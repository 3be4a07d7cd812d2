"""As app.ts."""

from aws_cdk import App, CfnOutput, Duration, RemovalPolicy, Stack, aws_iam as iam, aws_kms as kms, aws_s3 as s3
from cdk_vendor_access import AccessKeys, VendorAccess, VendorBucketAccess, logzio


def make(app: App) -> None:
    new_user = Stack(app, "logzio-new-user")
    archive = logzio.LogzioArchiveBucket(
        new_user,
        "Archive",
        access=VendorAccess.iam_user(user_name="logzio", access_keys=AccessKeys.single(2)),
        encryption_key=kms.Key(new_user, "Key"),
        removal_policy=RemovalPolicy.DESTROY,
        versioned=False,
    )
    archive.add_setup_outputs()
    again: VendorBucketAccess = logzio.LogzioArchiveBucket(
        new_user,
        "Again",
        access=VendorAccess.same_user_as(archive),
        usage=logzio.LogzioUsage.RESTORE,
    )
    again.add_setup_outputs(prefix="Again", export_prefix="again-")
    CfnOutput(new_user, "User", value=again.setup["UserName"])

    existing_user = Stack(app, "logzio-existing-user")
    logzio.LogzioArchiveBucket(
        existing_user,
        "Archive",
        access=VendorAccess.existing_user(iam.User(existing_user, "Mine")),
        bucket=s3.Bucket(existing_user, "Bucket", object_ownership=s3.ObjectOwnership.BUCKET_OWNER_PREFERRED),
        usage=logzio.LogzioUsage.ARCHIVE,
        object_acl=True,
    )
    other = VendorAccess.existing_user(iam.User(existing_user, "Other"))
    logzio.LogzioS3Fetcher(existing_user, "Fetcher", bucket=s3.Bucket(existing_user, "Logs"), access=other)

    vendor_role = Stack(app, "logzio-vendor-role")
    trusted = VendorAccess.vendor_role(
        account_id="444455556666",
        external_id="logzio:aws:extid:example0nktixxe8q",
        max_session_duration=Duration.hours(2),
    )
    logzio.LogzioArchiveBucket(vendor_role, "Archive", access=trusted, power_search=True).add_setup_outputs()
    logzio.LogzioS3Fetcher(vendor_role, "Fetcher", bucket=s3.Bucket(vendor_role, "Logs"), prefix="logs")
    logzio.LogzioS3Fetcher(vendor_role, "ByRole", bucket=s3.Bucket(vendor_role, "More"), access=trusted)

    existing_role = Stack(app, "logzio-existing-role")
    mine = iam.Role(existing_role, "Mine", assumed_by=iam.AccountPrincipal("444455556666"))
    restored = logzio.LogzioArchiveBucket(
        existing_role,
        "Archive",
        access=VendorAccess.existing_role(mine),
        usage=logzio.LogzioUsage.RESTORE,
    )
    writer = iam.Role(existing_role, "Writer", assumed_by=iam.ServicePrincipal("ec2.amazonaws.com"))
    access = VendorAccess.existing_role(mine)
    logzio.LogzioS3Fetcher(existing_role, "Fetcher", bucket=restored.bucket, access=access)
    grants = logzio.LogzioBucketGrants.from_bucket(restored.bucket)
    grants.archive(writer)
    grants.fetch(writer, prefix="logs")
