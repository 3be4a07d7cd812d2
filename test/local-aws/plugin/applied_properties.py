"""A property that this local AWS does not apply fails the deployment, instead of being ignored in silence.

MiniStack reads the properties it knows and drops the others, so that a stack could deploy here with a misspelt name, or with a protection
that nothing enforces. `property_table.py` lists what is applied; a type without a row is refused altogether.
"""

from plugin import cloudformation
from plugin.property_table import APPLIED, ANYTHING, OneOf


def install() -> None:
    for resource_type, handler in cloudformation.all_handlers().items():
        handler.update(_guarded(resource_type, handler))


def _guarded(resource_type, handler):
    original_create, original_update = handler['create'], handler.get('update')

    def create(logical_id, properties, stack_name):
        _require_applied(resource_type, properties)
        return original_create(logical_id, properties, stack_name)

    def update(physical_id, old, new, stack_name, logical_id=None):
        _require_applied(resource_type, new)
        return cloudformation.call_update(handler, original_update, physical_id, old, new, stack_name, logical_id)

    return {'create': create, 'update': update} if original_update else {'create': create}


def _require_applied(resource_type, properties):
    if resource_type not in APPLIED:
        raise ValueError(f'Nobody has checked which properties of {resource_type} the local AWS applies: see property_table.py')
    problems = list(_problems(properties, APPLIED[resource_type], resource_type))
    if problems:
        raise ValueError(f'Not applied by the local AWS (see property_table.py): {"; ".join(problems)}')


def _problems(value, shape, path):
    """`shape` is ANYTHING, a OneOf, a dictionary for an object, or a list with one shape for the items of an array."""
    if shape is ANYTHING:
        return
    if isinstance(shape, OneOf):
        if value not in shape.values:
            yield f'{path} = {value!r}'
    elif isinstance(shape, list):
        for index, item in enumerate(value if isinstance(value, list) else [value]):
            yield from _problems(item, shape[0], f'{path}[{index}]')
    elif not isinstance(value, dict):
        yield f'{path} is not an object'
    else:
        for key, item in value.items():
            if key in shape:
                yield from _problems(item, shape[key], f'{path}.{key}')
            else:
                yield f'{path}.{key}'
