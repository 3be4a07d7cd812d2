"""S3 ACLs in policies.

ACL headers on an upload need s3:PutObjectAcl as well (MiniStack: s3:PutObject is enough), and a call that changes an ACL has the headers as
s3:x-amz-acl and s3:x-amz-grant-* for conditions (MiniStack: uploads only).
https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html (permissions)
"""

from dataclasses import replace

from plugin import authorization, s3_request

_GRANTS = ('read', 'write', 'read-acp', 'write-acp', 'full-control')
_HEADERS = ('x-amz-acl', *(f'x-amz-grant-{grant}' for grant in _GRANTS))
_CHANGES = ('s3:PutObjectAcl', 's3:PutObjectVersionAcl')


def install() -> None:
    authorization.judge('s3', _judge)


def _judge(call, checks):
    headers = s3_request.headers(call)
    keys = {f's3:{name}': headers[name] for name in _HEADERS if headers.get(name)}
    if not keys:
        return checks
    if checks[0].action == 's3:PutObject':
        return [*checks, authorization.Check('s3:PutObjectAcl', checks[0].resource, keys)]
    return [replace(check, keys={**check.keys, **keys}) if check.action in _CHANGES else check for check in checks]
