"""As app.ts."""

from aws_cdk import App, Stack, aws_iam as iam
from cdk_vendor_access import VendorAccess, velero


def make(app: App) -> None:
    new_user = Stack(app, "velero-new-user")
    velero.VeleroBucket(new_user, "Velero").add_setup_outputs()

    existing_user = Stack(app, "velero-existing-user")
    velero.VeleroBucket(existing_user, "Velero", access=VendorAccess.existing_user(iam.User(existing_user, "Mine")))

    vendor_role = Stack(app, "velero-vendor-role")
    trusted = VendorAccess.vendor_role(account_id="444455556666", external_id="example-external-id")
    velero.VeleroBucket(vendor_role, "Velero", access=trusted)

    existing_role = Stack(app, "velero-existing-role")
    mine = iam.Role(existing_role, "Mine", assumed_by=iam.AccountPrincipal("444455556666"))
    velero_bucket = velero.VeleroBucket(existing_role, "Velero", access=VendorAccess.existing_role(mine))
    writer = iam.Role(existing_role, "Writer", assumed_by=iam.ServicePrincipal("ec2.amazonaws.com"))
    velero.VeleroBucketGrants.from_bucket(velero_bucket.bucket).backup(writer)
