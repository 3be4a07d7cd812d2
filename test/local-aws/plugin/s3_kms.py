"""S3 with a customer managed KMS key: the caller needs kms:GenerateDataKey to write and kms:Decrypt to read, from the identity's policies
and the key's policy, and the key must be enabled. MiniStack checks none of it. The AWS managed key aws/s3 needs no permission.
"""

from ministack.core import iam_actions, iam_evaluator
from ministack.services import kms, s3

from plugin import cloudformation

_KEY_HEADER = 'x-amz-server-side-encryption-aws-kms-key-id'
# Requests to an object that touch no data.
_NOT_DATA = {'acl', 'tagging', 'retention', 'legal-hold', 'restore', 'attributes'}


def install() -> None:
    _add_checks()
    _add_condition_keys()
    _ask_the_key_policy()
    _require_enabled_keys()


def _add_checks():
    original = iam_actions.s3_additional_checks

    def additional_checks(method, path, headers, body, query):
        bucket, _, key = path.lstrip('/').partition('/')
        return [*original(method, path, headers, body, query), *_checks(method, bucket, key, headers, query or {})]

    iam_actions.s3_additional_checks = additional_checks


def _checks(method, bucket, key, headers, query):
    if not key or _NOT_DATA & set(query):
        return []
    if method in ('PUT', 'POST'):
        return _write_checks(bucket, {name.lower(): value for name, value in headers.items()}, query)
    return read_checks(bucket, key) if method == 'GET' and 'uploadId' not in query else []


def _require_enabled_keys():
    original = s3._dispatch

    def dispatch(method, bucket, key, headers, body, query):
        for _action, arn in _checks(method, bucket, key, headers, query):
            state = (kms._resolve_key(arn) or {}).get('KeyState', 'Enabled')
            if state != 'Enabled':
                code = 'KMS.DisabledException' if state == 'Disabled' else 'KMS.KMSInvalidStateException'
                return s3._error(code, f'{arn} is {state}.', 400)
        return original(method, bucket, key, headers, body, query)

    s3._dispatch = dispatch


def _write_checks(bucket, headers, query):
    key = headers.get(_KEY_HEADER) or ('' if headers.get('x-amz-server-side-encryption') == 'AES256' else _default_key(bucket))
    # The parts of a multipart upload are decrypted to be put together, so that its requests need kms:Decrypt too.
    checks = _check('kms:Decrypt' if 'uploadId' in query else 'kms:GenerateDataKey', key)
    source_bucket, _, source_key = headers.get('x-amz-copy-source', '').partition('?')[0].lstrip('/').partition('/')
    return checks + (read_checks(source_bucket, source_key) if source_key else [])


def read_checks(bucket, key):
    stored = s3._buckets.get(bucket, {}).get('objects', {}).get(key)
    return _check('kms:Decrypt', s3._stored_sse_headers(stored).get(_KEY_HEADER)) if stored else []


def _default_key(bucket):
    configuration = s3._bucket_encryption.get(bucket) or ''
    return configuration.partition('<KMSMasterKeyID>')[2].partition('</KMSMasterKeyID>')[0]


def _check(action, key):
    if not key or 'alias/aws/' in key:
        return []
    record = kms._resolve_key(key)
    return [(action, record['Arn'] if record else key)]


def _add_condition_keys():
    """Through S3, a KMS call carries kms:ViaService, which key policies and least-privilege statements ask for."""
    original = iam_actions.s3_access_point_resources

    def resources(resource_arn):
        if not resource_arn.startswith('arn:aws:kms:'):
            return original(resource_arn)
        via = f's3.{cloudformation.region()}.amazonaws.com'
        return [(resource_arn, {'kms:viaservice': via, 'kms:calleraccount': cloudformation.account_id()})]

    iam_actions.s3_access_point_resources = resources


def _ask_the_key_policy():
    """The evaluator finds the resource policy by the service of the request; for a KMS action that is KMS, not S3."""
    original = iam_evaluator.enforce

    def enforce(access_key_id, action, service, region, **more):
        return original(access_key_id, action, 'kms' if action.startswith('kms:') else service, region, **more)

    iam_evaluator.enforce = enforce
