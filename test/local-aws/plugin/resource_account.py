"""Requests to a bucket of another account.

aws:ResourceAccount is the account that owns the bucket (MiniStack: the caller's own account, so that the condition never refuses), and a
bucket policy can name a user of another account (MiniStack compares the account's root only).
"""

import contextvars
import dataclasses

from ministack.core import iam_evaluator
from ministack.services import s3

_BUCKET_PREFIX = 'arn:aws:s3:::'
_caller_arn = contextvars.ContextVar('caller_arn_of_a_foreign_request', default='')


def install() -> None:
    _resolve_resource_account()
    _match_foreign_users()


def _resolve_resource_account():
    original = iam_evaluator._resolve_condition_key

    def resolve(key, context):
        if key.lower() in ('aws:resourceaccount', 's3:resourceaccount') and context.resource_arn.startswith(_BUCKET_PREFIX):
            bucket = context.resource_arn[len(_BUCKET_PREFIX) :].partition('/')[0]
            return s3._bucket_owner_account(bucket) or context.principal_account
        return original(key, context)

    iam_evaluator._resolve_condition_key = resolve


def _match_foreign_users():
    original_allows, original_evaluate = s3._foreign_bucket_allows, iam_evaluator.evaluate_resource_policy

    def allows(owner, bucket, key, method, query, caller, headers=None):
        token = _caller_arn.set(iam_evaluator.caller_arn() if caller else '')
        try:
            return original_allows(owner, bucket, key, method, query, caller, headers)
        finally:
            _caller_arn.reset(token)

    def evaluate(document, context, *arguments, **more):
        arn = _caller_arn.get()
        if arn and context.principal_arn == f'arn:aws:iam::{context.principal_account}:root':
            context = dataclasses.replace(context, principal_arn=arn)
        return original_evaluate(document, context, *arguments, **more)

    s3._foreign_bucket_allows, iam_evaluator.evaluate_resource_policy = allows, evaluate
