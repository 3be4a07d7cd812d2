"""How an addition plugs a resource type into MiniStack's CloudFormation."""

import re

from ministack.services.cloudformation import provisioners

# MiniStack's helpers that the additions use, under one roof: the only names that would move with another version.
account_id = provisioners.get_account_id
region = provisioners.get_region
physical_name = provisioners._physical_name
delete_predecessor = provisioners._delete_predecessor
policy_document_json = provisioners._policy_document_json


def handler_of(resource_type):
    """The functions behind a type: {'create', 'update', 'delete', ...}. Changing the dictionary changes the type."""
    return provisioners._RESOURCE_HANDLERS[resource_type]


def all_handlers():
    return provisioners._RESOURCE_HANDLERS


def register(resource_type, create, update, delete, replaced_by=()):
    """Add a type that MiniStack does not know. `replaced_by`: the properties whose change replaces the resource."""
    provisioners._RESOURCE_HANDLERS[resource_type] = {
        'create': create,
        'update': update,
        'update_with_logical_id': True,
        'delete': delete,
    }
    provisioners._REPLACING_PROPERTIES[resource_type] = tuple(replaced_by)


def require(resource_type, check):
    """Let `check(properties)` raise before a resource of the type is made or changed."""
    handler = handler_of(resource_type)
    original_create, original_update = handler['create'], handler['update']

    def create(logical_id, properties, stack_name):
        check(properties)
        return original_create(logical_id, properties, stack_name)

    def update(physical_id, old, new, stack_name, logical_id=None):
        check(new)
        return call_update(handler, original_update, physical_id, old, new, stack_name, logical_id)

    handler.update(create=create, update=update)


def call_update(handler, update, physical_id, old, new, stack_name, logical_id):
    """Call an original update function, which takes the logical id only when its handler says so."""
    if handler.get('update_with_logical_id'):
        return update(physical_id, old, new, stack_name, logical_id)
    return update(physical_id, old, new, stack_name)


def expect_success(operation, response):
    """Turn a refusal of MiniStack's own API into a failed resource, worded with the API's code and message."""
    status, _headers, body = response
    if status < 400:
        return
    text = body.decode('utf-8', errors='replace') if isinstance(body, bytes) else str(body)
    found = re.search(r'<Code>(.*?)</Code>.*?<Message>(.*?)</Message>', text, re.DOTALL)
    raise ValueError(f'{operation}: {found[1]}: {found[2]}' if found else f'{operation}: {text}')
