"""What additions ask about a request to S3."""

from ministack.services import s3


def headers(call):
    """By lower-case name; those that a presigned URL has in its query string included."""
    return s3._merge_hoisted_amz_headers(call.headers, call.query)
