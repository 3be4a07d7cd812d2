"""AWS::S3::BucketPolicy: the refusals of PutBucketPolicy, which MiniStack's CloudFormation goes around.

A public policy is refused under BlockPublicPolicy, a bucket that does not exist is refused, and a bucket has one policy only: a second
resource for the same bucket would silently replace the first.
"""

from ministack.services import s3

from plugin import cloudformation


def install() -> None:
    handler = cloudformation.handler_of('AWS::S3::BucketPolicy')
    original_create, original_update = handler['create'], handler['update']

    def create(logical_id, properties, stack_name):
        _require_no_policy(properties['Bucket'])
        _put(properties)
        return original_create(logical_id, properties, stack_name)

    def update(physical_id, old, new, stack_name, logical_id=None):
        if new['Bucket'] != old['Bucket']:
            _require_no_policy(new['Bucket'])
        _put(new)
        return cloudformation.call_update(handler, original_update, physical_id, old, new, stack_name, logical_id)

    handler.update(create=create, update=update)


def _require_no_policy(bucket):
    if bucket in s3._bucket_policies:
        raise ValueError(f'AlreadyExists: The bucket policy already exists on bucket {bucket}.')


def _put(properties):
    document = cloudformation.policy_document_json(properties)
    cloudformation.expect_success('PutBucketPolicy', s3._put_bucket_policy(properties['Bucket'], document.encode()))
