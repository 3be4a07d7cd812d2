"""An upload that S3 will lock needs Content-MD5 or a checksum (MiniStack: neither). That its bucket locks by default is enough.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html (uploading objects)
For parts: https://github.com/s3tools/s3cmd/issues/1436 (2026-04-09)
"""

from ministack.services import s3

from plugin import object_lock


def install() -> None:
    original_put, original_part = s3._put_object, s3._upload_part

    def put(bucket, key, body, headers):
        return _refusal('Put Object', bucket, headers, headers) or original_put(bucket, key, body, headers)

    def part(bucket, key, body, query, headers):
        upload = s3._multipart_uploads.get(s3._qp(query, 'uploadId'), {})
        return _refusal('Put Part', bucket, headers, upload.get('lock_headers', {})) or original_part(bucket, key, body, query, headers)

    s3._put_object, s3._upload_part = put, part


def _refusal(what, bucket, headers, asked):
    locked = any(asked.get(name) for name in object_lock.LOCK_HEADERS) or s3._bucket_object_lock.get(bucket, {}).get('default_retention')
    if not locked or headers.get('content-md5') or any(name.startswith('x-amz-checksum-') for name in headers):
        return None
    message = f'Content-MD5 OR x-amz-checksum- HTTP header is required for {what} requests with Object Lock parameters'
    return s3._error('InvalidRequest', message, 400)
