"""The cases of test/velero/cases.ts, each in a stack with the name of the case.

The templates have to be the same as in TypeScript; a case that is missing on one side is a failure.
"""

from aws_cdk import Stack, aws_iam as iam, aws_s3 as s3
from case import case
from cdk_vendor_access import VendorAccess, velero


@case
def default(stack: Stack):
    velero.VeleroBucket(stack, "Velero")


@case
def vendor_role(stack: Stack):
    access = VendorAccess.vendor_role(account_id="444455556666", external_id="example-external-id")
    velero.VeleroBucket(stack, "Velero", access=access)


@case
def existing_user(stack: Stack):
    velero.VeleroBucket(stack, "Velero", access=VendorAccess.existing_user(iam.User(stack, "Mine")))


@case
def own_bucket(stack: Stack):
    velero.VeleroBucket(stack, "Velero", bucket=s3.Bucket(stack, "Mine"))
