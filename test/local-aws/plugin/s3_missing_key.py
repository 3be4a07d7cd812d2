"""Reading an object that does not exist: 404 for those who may list the bucket, 403 for all others (MiniStack: 404).

The request has no s3:prefix, so that a permission to list below a prefix is none here. A copy reads its source. Of versions that do not
exist AWS's page says nothing: they stay 404.
https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html (permissions); so for HeadObject and GetObjectAttributes.
Copies: https://github.com/aws/aws-sdk-js-v3/issues/6523 (2024-09-26)
"""

from ministack.core import iam_actions
from ministack.services import s3

from plugin import authorization, s3_request

_READS = ('s3:GetObject', 's3:GetObjectAttributes')
_ARN = 'arn:aws:s3:::'


def install() -> None:
    authorization.judge('s3', _judge)


def _judge(call, checks):
    read = [check.resource for check in checks if check.action in _READS]
    source, version = iam_actions._s3_source_object(s3_request.headers(call)) or ('', '')
    read += [source] if checks[0].action == 's3:PutObject' and source and not version else []
    return [*checks, *(_may_list(arn, call.account) for arn in read if _missing(arn))]


def _missing(arn):
    name, _, key = arn.removeprefix(_ARN).partition('/')
    owner = s3._bucket_owner_account(name)
    return owner is not None and key not in s3._buckets.get_scoped(owner, None, name)['objects']


def _may_list(arn, caller):
    """In the caller's own account, the evaluator asks the bucket's policy too."""
    name = arn.removeprefix(_ARN).partition('/')[0]
    owner = s3._bucket_owner_account(name)
    refused_by_owner = owner != caller and not s3._foreign_bucket_allows(owner, name, '', 'GET', {}, caller)
    return authorization.Check('s3:ListBucket', _ARN + name, forbidden=refused_by_owner)
