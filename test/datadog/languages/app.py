"""As app.ts."""

from aws_cdk import App, Duration, RemovalPolicy, Stack, aws_iam as iam, aws_kms as kms, aws_s3 as s3
from cdk_vendor_access import VendorAccess, datadog

EXTERNAL_ID = "5f1c3a9b7d2e4c60"


def make(app: App) -> None:
    existing_role = Stack(app, "datadog-existing-role")
    ap1 = datadog.DatadogAccount.of_site(datadog.DatadogSite.AP1)
    mine = iam.Role(existing_role, "Mine", assumed_by=iam.AccountPrincipal(ap1))
    archive = datadog.DatadogLogArchive(
        existing_role,
        "Archive",
        access=VendorAccess.existing_role(mine),
        encryption_key=kms.Key(existing_role, "Key"),
        removal_policy=RemovalPolicy.DESTROY,
        prefix="production",
        versioned=False,
    )
    archive.add_setup_outputs()
    reader = iam.Role(existing_role, "Reader", assumed_by=iam.ServicePrincipal("ec2.amazonaws.com"))
    datadog.DatadogBucketGrants.from_bucket(archive.bucket).rehydrate(reader, prefix="production")

    vendor_role = Stack(app, "datadog-vendor-role")
    trusted = VendorAccess.vendor_role(
        account_id=datadog.DatadogAccount.of_site(datadog.DatadogSite.EU1),
        external_id=EXTERNAL_ID,
        max_session_duration=Duration.hours(2),
    )
    datadog.DatadogLogArchive(
        vendor_role,
        "Archive",
        access=trusted,
        bucket=s3.Bucket(vendor_role, "Bucket"),
        usage=datadog.DatadogUsage.REHYDRATE,
    )

    pending_role = Stack(app, "datadog-pending-role")
    account_id = datadog.DatadogAccount.of_site_in_gov_cloud(datadog.DatadogSite.US1_FED)
    access = VendorAccess.pending_vendor_role(account_id=account_id, role_name="DatadogArchives")
    datadog.DatadogLogArchive(pending_role, "Archive", access=access).add_setup_outputs()

    opened_role = Stack(app, "datadog-opened-role")
    opened = VendorAccess.pending_vendor_role(
        account_id=account_id, role_name="DatadogArchives", external_id=EXTERNAL_ID
    )
    datadog.DatadogLogArchive(opened_role, "Archive", access=opened).add_setup_outputs()

    new_user = Stack(app, "datadog-new-user")
    datadog.DatadogLogArchive(
        new_user, "Archive", access=VendorAccess.iam_user(), usage=datadog.DatadogUsage.ARCHIVE
    )

    existing_user = Stack(app, "datadog-existing-user")
    datadog.DatadogLogArchive(
        existing_user,
        "Archive",
        access=VendorAccess.existing_user(iam.User(existing_user, "Mine")),
        usage=datadog.DatadogUsage.ARCHIVE,
    )
