"""A process of its own for each measurement: imports aws_cdk, then this library, and prints the milliseconds that the library took."""

from time import perf_counter

from aws_cdk import App, Stack, aws_ec2, aws_iam, aws_kms, aws_s3, aws_secretsmanager  # noqa: F401: an app has them anyway

Stack(App(), "Stack")  # the process of Node.js has started
start = perf_counter()
from cdk_vendor_access import veeam  # noqa: E402, F401

print((perf_counter() - start) * 1000)
