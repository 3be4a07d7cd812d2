"""AWS::SecretsManager::Secret: on AWS, Ref is the ARN (MiniStack: the name), and a taken name is refused (MiniStack: overwritten)."""

from ministack.services import secretsmanager

from plugin import cloudformation


def install() -> None:
    handler = cloudformation.handler_of('AWS::SecretsManager::Secret')
    original_create, original_update, original_delete = handler['create'], handler['update'], handler['delete']

    def create(logical_id, properties, stack_name):
        _require_free_name(properties.get('Name'))
        _name, attributes = original_create(logical_id, properties, stack_name)
        return attributes['Arn'], attributes

    def update(physical_id, old, new, stack_name, logical_id=None):
        if new.get('Name') != old.get('Name'):
            _require_free_name(new.get('Name'))
        name = _name_of(physical_id)
        _name, attributes = cloudformation.call_update(handler, original_update, name, old, new, stack_name, logical_id)
        return attributes['Arn'], attributes

    def delete(physical_id, properties):
        original_delete(_name_of(physical_id), properties)

    handler.update(create=create, update=update, delete=delete)


def _require_free_name(name):
    if name and name in secretsmanager._secrets:
        raise ValueError(f'ResourceExistsException: The operation failed because the secret {name} already exists.')


def _name_of(arn):
    """MiniStack keeps secrets by name. A physical id that is no ARN of a secret is returned as it is."""
    return next((name for name, secret in secretsmanager._secrets.items() if secret['ARN'] == arn), arn)
