"""AWS::IAM::UserPolicy, RolePolicy and GroupPolicy: one inline policy of one identity, unknown to MiniStack's CloudFormation."""

import json

from plugin import cloudformation, iam_api


def install() -> None:
    for kind in ('User', 'Role', 'Group'):
        _register(kind)


def _register(kind):
    name_property = f'{kind}Name'

    def target(properties):
        return {'PolicyName': properties['PolicyName'], name_property: properties[name_property]}

    def create(_logical_id, properties, _stack_name):
        document = json.dumps(properties['PolicyDocument'])
        iam_api.call(f'Put{kind}Policy', PolicyDocument=document, **target(properties))
        return f'{properties["PolicyName"]}|{properties[name_property]}', {}

    def update(_physical_id, _old, new, stack_name, logical_id=None):
        return create(logical_id, new, stack_name)

    def delete(_physical_id, properties):
        iam_api.call_unless_gone(f'Delete{kind}Policy', **target(properties))

    cloudformation.register(f'AWS::IAM::{kind}Policy', create, update, delete, replaced_by=('PolicyName', name_property))
