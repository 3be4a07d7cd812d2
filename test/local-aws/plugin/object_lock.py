"""S3 Object Lock where MiniStack forgets it.

Multipart uploads and copies get the lock of their headers or of the bucket's default (MiniStack: single puts only), and lock headers on
an upload need s3:PutObjectRetention and s3:PutObjectLegalHold (MiniStack: s3:PutObject is enough).
"""

import re

from ministack.core import iam_actions
from ministack.services import s3

LOCK_HEADERS = ('x-amz-object-lock-mode', 'x-amz-object-lock-retain-until-date', 'x-amz-object-lock-legal-hold')


def install() -> None:
    _lock_multipart_uploads()
    _lock_copies()
    _authorize_lock_headers()


def _lock_multipart_uploads():
    original_create, original_complete = s3._create_multipart_upload, s3._complete_multipart_upload

    def create(bucket, key, headers):
        response = original_create(bucket, key, headers)
        upload = s3._multipart_uploads.get(_upload_id(response[2])) if response[0] < 300 else None
        if upload is not None:
            # S3 takes the lock from the request that starts the upload; the one that completes it has no such headers.
            upload['lock_headers'] = {name: headers[name] for name in LOCK_HEADERS if headers.get(name)}
        return response

    def complete(bucket, key, body, query, headers=None):
        upload = s3._multipart_uploads.get(s3._qp(query, 'uploadId'))
        response = original_complete(bucket, key, body, query, headers)
        if response[0] < 300 and upload is not None:
            _lock_current_version(bucket, key, upload.get('lock_headers', {}))
        return response

    s3._create_multipart_upload, s3._complete_multipart_upload = create, complete


def _upload_id(body):
    text = body.decode() if isinstance(body, bytes) else body
    found = re.search('<UploadId>(.*?)</UploadId>', text)
    return found[1] if found else ''


def _lock_copies():
    original = s3._copy_object

    def copy(bucket, key, headers):
        response = original(bucket, key, headers)
        if response[0] < 300:
            _lock_current_version(bucket, key, headers)
        return response

    s3._copy_object = copy


def _lock_current_version(bucket, key, headers):
    written = s3._buckets[bucket]['objects'].get(key) or {}
    s3._apply_object_lock_from_headers(bucket, key, headers, written.get('version_id'))


def _authorize_lock_headers():
    original = iam_actions.s3_additional_checks

    def additional_checks(method, path, headers, body, query):
        checks = list(original(method, path, headers, body, query))
        bucket, _, key = path.lstrip('/').partition('/')
        if key and method in ('PUT', 'POST'):
            names = {name.lower() for name in headers}
            object_arn = f'arn:aws:s3:::{bucket}/{key}'
            if 'x-amz-object-lock-mode' in names:
                checks.append(('s3:PutObjectRetention', object_arn))
            if 'x-amz-object-lock-legal-hold' in names:
                checks.append(('s3:PutObjectLegalHold', object_arn))
        return checks

    iam_actions.s3_additional_checks = additional_checks
