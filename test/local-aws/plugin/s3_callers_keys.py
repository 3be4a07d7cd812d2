"""SSE-C: refused unless the bucket's encryption says that it is allowed, as on buckets made since 2026-04 (MiniStack: taken).

https://docs.aws.amazon.com/AmazonS3/latest/userguide/blocking-unblocking-s3-c-encryption-gpb.html
https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-s3-c-encryption-setting-faq.html (AWS: not in two regions of the Middle East)
"""

import re

from ministack.services import s3

_HEADER = 'x-amz-server-side-encryption-customer-algorithm'
_ALLOWED = re.compile(r'<BlockedEncryptionTypes>\s*<EncryptionType>NONE</EncryptionType>')


def install() -> None:
    original = s3._resolve_sse_write_headers

    def resolve(headers, bucket):
        if headers.get(_HEADER) and not _ALLOWED.search(s3._bucket_encryption.get(bucket) or ''):
            return None, s3._error('AccessDenied', 'This bucket blocks uploads with server-side encryption with customer-provided keys (SSE-C).', 403)
        return original(headers, bucket)

    s3._resolve_sse_write_headers = resolve
