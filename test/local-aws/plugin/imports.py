"""Resource import of two types that CloudFormation can import and MiniStack cannot: a user, and the policy of a bucket.

As of the types that MiniStack knows, nothing about the resource is changed: what the template says is taken for what is there.
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/import-resources-manually.html
"""

from ministack.services import iam, s3
from ministack.services.cloudformation import changesets

from plugin import cloudformation


def install() -> None:
    _add('AWS::IAM::User', 'UserName', iam._users, lambda name: {'Arn': iam._users[name]['Arn']})
    _add('AWS::S3::BucketPolicy', 'Bucket', s3._bucket_policies, lambda _name: {})


def _add(resource_type, key, store, attributes):
    def problem(name):
        return None if name in store else changesets._IMPORT_NOT_FOUND.format(type=resource_type, value=name)

    def imported(identifier):
        name = identifier[key] if isinstance(identifier, dict) else identifier
        return name, attributes(name)

    changesets._IMPORT_LOOKUPS[resource_type] = ((key,), problem)
    cloudformation.handler_of(resource_type)['import'] = imported
