"""S3 GetBucketRequestPayment, for which MiniStack looks under another name than that of the API, and then lists the objects."""

from ministack.services import s3


def install() -> None:
    original = s3._dispatch

    def dispatch(method, bucket, key, headers, body, query):
        if method == 'GET' and bucket and not key and 'requestPayment' in query:
            return s3._get_bucket_request_payment(bucket)
        return original(method, bucket, key, headers, body, query)

    s3._dispatch = dispatch
