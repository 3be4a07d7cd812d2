"""The storage class of an upload in policies: s3:x-amz-storage-class, which MiniStack does not know. Absent when the header is."""

from dataclasses import replace

from plugin import authorization, s3_request

_HEADER = 'x-amz-storage-class'


def install() -> None:
    authorization.judge('s3', _judge)


def _judge(call, checks):
    storage_class = s3_request.headers(call).get(_HEADER)
    keys = {f's3:{_HEADER}': storage_class} if storage_class else {}
    return [replace(check, keys={**check.keys, **keys}) if check.action == 's3:PutObject' else check for check in checks]
