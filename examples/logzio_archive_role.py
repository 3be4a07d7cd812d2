# As logzio_archive.py, with a role that Logz.io's account assumes, which Logz.io recommends: no key that could be stolen. As
# logzio-archive-role.ts, in Python.
#
#   pip install cdk-vendor-access
#   npx cdk deploy --app "python examples/logzio_archive_role.py" -c logzioAccountId=… -c logzioExternalId=…
#
# Both values are shown by Logz.io's console when a role is chosen ("Authenticate with a role").
from aws_cdk import App, Stack
from cdk_vendor_access import VendorAccess, logzio

app = App()
stack = Stack(app, "LogzioArchiveRole")

archive = logzio.LogzioArchiveBucket(
    stack,
    "Archive",
    access=VendorAccess.vendor_role(
        account_id=app.node.get_context("logzioAccountId"),
        external_id=app.node.get_context("logzioExternalId"),
    ),
)
archive.add_setup_outputs()

app.synth()
