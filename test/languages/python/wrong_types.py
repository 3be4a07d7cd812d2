"""Mistakes that a type checker has to find before anything runs. This file is checked, not run."""

from aws_cdk import App, Stack
from cdk_vendor_access import AccessKeys, logzio

stack = Stack(App(), "Stack")
logzio.LogzioArchiveBucket(stack, "NoSuchProp", server_access_log_bucket=None)  # expected: call-arg
logzio.LogzioArchiveBucket(stack, "Access", access="role")  # expected: arg-type
logzio.LogzioArchiveBucket(stack, "Usage", usage="archive")  # expected: arg-type
AccessKeys.single("1")  # expected: arg-type
logzio.LogzioArchiveBucket(stack, "User").user.user_arn  # expected: union-attr
