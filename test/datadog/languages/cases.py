"""The cases of test/datadog/cases.ts, each in a stack with the name of the case.

The templates have to be the same as in TypeScript; a case that is missing on one side is a failure.
"""

from aws_cdk import Duration, Stack, aws_iam as iam, aws_kms as kms, aws_s3 as s3
from case import case
from cdk_vendor_access import VendorAccess, datadog

VENDOR_ACCOUNT = datadog.DatadogAccount.of_site(datadog.DatadogSite.EU1)
EXTERNAL_ID = "5f1c3a9b7d2e4c60"


def archive(stack: Stack, **options):
    if "access" not in options:
        role = iam.Role(
            stack, "Integration", assumed_by=iam.AccountPrincipal(VENDOR_ACCOUNT), external_ids=[EXTERNAL_ID]
        )
        options["access"] = VendorAccess.existing_role(role)
    return datadog.DatadogLogArchive(stack, "Archive", **options)


@case
def default(stack: Stack):
    archive(stack)


@case
def archive_only(stack: Stack):
    archive(stack, usage=datadog.DatadogUsage.ARCHIVE)


@case
def rehydrate_only(stack: Stack):
    archive(stack, usage=datadog.DatadogUsage.REHYDRATE, bucket=s3.Bucket(stack, "Mine"))


@case
def prefix(stack: Stack):
    archive(stack, prefix="logs/prod", versioned=False)


@case
def kms_key(stack: Stack):
    archive(stack, encryption_key=kms.Key(stack, "Key"))


@case
def kms_key_archive_only(stack: Stack):
    archive(stack, usage=datadog.DatadogUsage.ARCHIVE, encryption_key=kms.Key(stack, "Key"))


@case
def kms_key_rehydrate_only(stack: Stack):
    archive(stack, usage=datadog.DatadogUsage.REHYDRATE, encryption_key=kms.Key(stack, "Key"))


@case
def imported_bucket(stack: Stack):
    archive(stack, bucket=s3.Bucket.from_bucket_name(stack, "Mine", "example-bucket"))


@case
def vendor_role(stack: Stack):
    access = VendorAccess.vendor_role(
        account_id=VENDOR_ACCOUNT,
        external_id=EXTERNAL_ID,
        role_name="DatadogArchives",
        max_session_duration=Duration.hours(2),
    )
    archive(stack, access=access).add_setup_outputs()


@case
def pending_role(stack: Stack):
    access = VendorAccess.pending_vendor_role(account_id=VENDOR_ACCOUNT)
    archive(stack, access=access).add_setup_outputs()


@case
def pending_role_opened(stack: Stack):
    access = VendorAccess.pending_vendor_role(account_id=VENDOR_ACCOUNT, external_id=EXTERNAL_ID)
    archive(stack, access=access).add_setup_outputs()
