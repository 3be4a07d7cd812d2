# Velero backs up to a bucket, with the access key of an IAM user. As velero-bucket.ts, in Python.
#
#   pip install cdk-vendor-access
#   npx cdk deploy --app "python examples/velero_bucket.py"
#
# Then copy the outputs to Velero's console; the access key is in the secret of the output SetupSecretArn.
from aws_cdk import App, Stack
from cdk_vendor_access import velero

app = App()
stack = Stack(app, "VeleroBucket")

velero_bucket = velero.VeleroBucket(stack, "Velero")
velero_bucket.add_setup_outputs()

app.synth()
