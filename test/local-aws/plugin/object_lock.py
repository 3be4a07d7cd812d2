"""S3 Object Lock where MiniStack forgets it.

Multipart uploads and copies get the lock of their headers or of the bucket's default (MiniStack: single puts only), and a date in the past
or half a lock is refused (MiniStack: kept, or ignored). So is suspending the versions of a locked bucket (MiniStack: suspended).
"""

import re
from datetime import datetime, timezone

from ministack.services import s3

LOCK_HEADERS = ('x-amz-object-lock-mode', 'x-amz-object-lock-retain-until-date', 'x-amz-object-lock-legal-hold')


def install() -> None:
    _lock_multipart_uploads()
    _lock_copies()
    _check_headers()
    _keep_versions()


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


def _check_headers():
    original_error, original_retention = s3._object_lock_header_error, s3._put_object_retention

    def header_error(bucket, headers):
        mode, until = headers.get(LOCK_HEADERS[0]), headers.get(LOCK_HEADERS[1])
        if bool(mode) != bool(until):
            return _invalid(f'{LOCK_HEADERS[1]} and {LOCK_HEADERS[0]} must both be supplied')
        return original_error(bucket, headers) or (until and _in_the_past(until)) or None

    def put_retention(bucket, key, body, headers, query=None):
        found = re.search(rb'<RetainUntilDate>(.*?)</RetainUntilDate>', body or b'')
        refused = found and _in_the_past(found[1].decode())
        return refused or original_retention(bucket, key, body, headers, query)

    s3._object_lock_header_error, s3._put_object_retention = header_error, put_retention


def _keep_versions():
    original = s3._put_bucket_versioning

    def put_versioning(bucket, body):
        if bucket in s3._bucket_object_lock and b'<Status>Suspended<' in body:
            message = 'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.'
            return s3._error('InvalidBucketState', message, 409)
        return original(bucket, body)

    s3._put_bucket_versioning = put_versioning


def _in_the_past(until):
    moment = time_of(until)
    if moment is None or moment <= datetime.now(timezone.utc):
        return _invalid('The retain until date must be in the future!')
    return None


def time_of(text):
    """None for what is no date. One without a zone is in UTC."""
    try:
        moment = datetime.fromisoformat(text.replace('Z', '+00:00'))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)


def _invalid(message):
    return s3._error('InvalidArgument', message, 400)
