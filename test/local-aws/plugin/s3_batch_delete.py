"""DeleteObjects: its first entry needs s3:DeleteObjectVersion when it names a version, as all others do (MiniStack: s3:DeleteObject).

One refused entry refuses the call, where AWS answers with an error for that entry and deletes the others.
https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html (permissions)
"""

from dataclasses import replace

from ministack.core import iam_actions

from plugin import authorization


def install() -> None:
    authorization.judge('s3', _judge)


def _judge(call, checks):
    if call.method != 'POST' or 'delete' not in call.query:
        return checks
    [(_arn, version), *_others] = iam_actions._s3_batch_delete_targets('', call.body) or [('', '')]
    return [replace(checks[0], action='s3:DeleteObjectVersion'), *checks[1:]] if version else checks
