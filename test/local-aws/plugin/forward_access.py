"""Requests that a service makes for its caller, such as S3's to KMS, in conditions.

aws:ViaAWSService is there in every request, true in these (MiniStack: never there, so that a condition on either value matches nothing).
They are made with temporary credentials of the caller's, so that aws:TokenIssueTime is there too, even if the caller has used an access
key (MiniStack: only in sessions). aws:PrincipalIsAWSService is false in all requests of a principal.
https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
"""

from datetime import datetime, timezone

from ministack.core import iam_evaluator

_MADE_BY_S3 = 'kms:viaservice'  # which s3_kms.py sets


def install() -> None:
    original = iam_evaluator._resolve_condition_key

    def resolve(key, context):
        forwarded = _MADE_BY_S3 in context.service_context
        name = key.lower()
        if name == 'aws:viaawsservice':
            return str(forwarded).lower()
        if name == 'aws:principalisawsservice':
            return 'false'
        found = original(key, context)
        if name == 'aws:tokenissuetime' and forwarded and found is None:
            return datetime.now(timezone.utc).strftime('%Y-%m-%dT%H:%M:%SZ')
        return found

    iam_evaluator._resolve_condition_key = resolve
