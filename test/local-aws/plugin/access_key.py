"""AWS::IAM::AccessKey, which MiniStack's CloudFormation does not know."""

from ministack.services import iam

from plugin import cloudformation, iam_api


def install() -> None:
    # A higher Serial is CloudFormation's way to ask for a new key.
    cloudformation.register('AWS::IAM::AccessKey', _create, _update, _delete, replaced_by=('UserName', 'Serial'))


def _create(_logical_id, properties, _stack_name):
    known = set(iam._access_keys)
    iam_api.call('CreateAccessKey', UserName=properties['UserName'])
    key_id = (set(iam._access_keys) - known).pop()
    return key_id, _apply_status(key_id, properties)


def _update(physical_id, _old, new, _stack_name, _logical_id=None):
    return physical_id, _apply_status(physical_id, new)


def _apply_status(key_id, properties):
    key = iam._access_keys[key_id]
    key['Status'] = properties.get('Status', 'Active')
    return {'SecretAccessKey': key['SecretAccessKey']}


def _delete(physical_id, properties):
    iam_api.call_unless_gone('DeleteAccessKey', UserName=properties['UserName'], AccessKeyId=physical_id)
