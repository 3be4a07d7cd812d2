"""Mistakes that a type checker (pyright) has to find before anything runs. This file is checked, not run."""

from aws_cdk import App, Stack
from cdk_vendor_access import AccessKeys, logzio

stack = Stack(App(), "Stack")
logzio.LogzioArchiveBucket(stack, "NoSuchProp", server_access_log_bucket=None)  # expected: reportCallIssue
logzio.LogzioArchiveBucket(stack, "Access", access="role")  # expected: reportArgumentType
logzio.LogzioArchiveBucket(stack, "Usage", usage="archive")  # expected: reportArgumentType
AccessKeys.single("1")  # expected: reportArgumentType
logzio.LogzioArchiveBucket(stack, "User").user.user_arn  # expected: reportOptionalMemberAccess
