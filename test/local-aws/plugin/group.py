"""AWS::IAM::Group and AWS::IAM::UserToGroupAddition: MiniStack has groups in its IAM, but not in its CloudFormation."""

import json

from ministack.services import iam

from plugin import cloudformation, iam_api


def install() -> None:
    cloudformation.register('AWS::IAM::Group', _create, _update, _delete, replaced_by=('GroupName',))
    cloudformation.register('AWS::IAM::UserToGroupAddition', _add_users, _change_users, _remove_users)


def _create(logical_id, properties, stack_name):
    name = properties.get('GroupName') or cloudformation.physical_name(stack_name, logical_id, max_len=128)
    iam_api.call('CreateGroup', GroupName=name, Path=properties.get('Path', '/'))
    try:
        _apply(name, {}, properties)
    except ValueError:
        # A failed resource has no physical id, so that the roll-back would not find what it left behind.
        _delete(name, properties)
        raise
    return name, {'Arn': iam._groups[name]['Arn']}


def _update(physical_id, old, new, _stack_name, _logical_id=None):
    group = iam._groups[physical_id]
    group['Path'] = new.get('Path') or '/'
    group['Arn'] = f'arn:aws:iam::{cloudformation.account_id()}:group{group["Path"]}{physical_id}'
    _apply(physical_id, old, new)
    return physical_id, {'Arn': group['Arn']}


def _delete(physical_id, properties):
    if physical_id in iam._groups:
        _apply(physical_id, properties, {})
        iam_api.call('DeleteGroup', GroupName=physical_id)


def _apply(name, old, new):
    """Bring the managed and inline policies from the old template to the new one; those from elsewhere stay."""
    old_arns, new_arns = set(old.get('ManagedPolicyArns') or []), set(new.get('ManagedPolicyArns') or [])
    iam_api.require_policies(new_arns - old_arns)
    for arn in sorted(old_arns - new_arns):
        iam_api.call_unless_gone('DetachGroupPolicy', GroupName=name, PolicyArn=arn)
    for arn in sorted(new_arns - old_arns):
        iam_api.call('AttachGroupPolicy', GroupName=name, PolicyArn=arn)
    old_documents, new_documents = _documents(old), _documents(new)
    for policy in sorted(old_documents.keys() - new_documents.keys()):
        iam_api.call_unless_gone('DeleteGroupPolicy', GroupName=name, PolicyName=policy)
    for policy, document in new_documents.items():
        iam_api.call('PutGroupPolicy', GroupName=name, PolicyName=policy, PolicyDocument=document)


def _documents(properties):
    return {policy['PolicyName']: json.dumps(policy['PolicyDocument']) for policy in properties.get('Policies') or []}


def _add_users(logical_id, properties, stack_name):
    _apply_membership(set(), _members(properties))
    return cloudformation.physical_name(stack_name, logical_id, max_len=128), {}


def _change_users(physical_id, old, new, _stack_name, _logical_id=None):
    _apply_membership(_members(old), _members(new))
    return physical_id, {}


def _remove_users(_physical_id, properties):
    _apply_membership(_members(properties), set())


def _members(properties):
    return {(properties['GroupName'], user) for user in properties['Users']}


def _apply_membership(old, new):
    for group, user in sorted(new - old):
        iam_api.call('AddUserToGroup', GroupName=group, UserName=user)
    for group, user in sorted(old - new):
        iam_api.call_unless_gone('RemoveUserFromGroup', GroupName=group, UserName=user)
