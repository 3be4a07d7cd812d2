"""What a request to S3 says of itself, for conditions: the headers of an upload, the version, how it is signed (MiniStack: nothing of it).

Each is absent when the request does not have it.
https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html (condition keys)
https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html
"""

from dataclasses import replace

from plugin import authorization, s3_request

_OF_UPLOADS = (
    'x-amz-copy-source',
    'x-amz-metadata-directive',
    'x-amz-server-side-encryption-aws-kms-key-id',
    'x-amz-server-side-encryption-customer-algorithm',
    'x-amz-storage-class',
)


def install() -> None:
    authorization.judge('s3', _judge)


def _judge(call, checks):
    headers = s3_request.headers(call)
    of_all = {**_signature(call), 's3:VersionId': (call.query.get('versionId') or [''])[0]}
    of_uploads = {f's3:{name}': headers.get(name) for name in _OF_UPLOADS}
    return [_with(check, of_all | of_uploads if check.action == 's3:PutObject' else of_all) for check in checks]


def _signature(call):
    if call.headers.get('authorization', '').startswith('AWS4-HMAC-SHA256'):
        return {'s3:authType': 'REST-HEADER', 's3:signatureversion': 'AWS4-HMAC-SHA256'}
    if 'X-Amz-Signature' in call.query:
        return {'s3:authType': 'REST-QUERY-STRING', 's3:signatureversion': 'AWS4-HMAC-SHA256'}
    return {}


def _with(check, keys):
    return replace(check, keys={**check.keys, **{name: value for name, value in keys.items() if value}})
