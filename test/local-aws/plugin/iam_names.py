"""IAM does not tell names apart by case (MiniStack does): a second one is refused.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html (UserName); so for groups, roles and policies
"""

from ministack.services import iam

from plugin import cloudformation, iam_api


def install() -> None:
    for kind in ('User', 'Group', 'Role', 'Policy'):
        iam_api.guard(f'Create{kind}', lambda parameters, kind=kind: _refuse(kind, iam_api.parameter(parameters, f'{kind}Name')))
    # MiniStack makes these without the API.
    _guard('AWS::IAM::Role', 'Role', 'RoleName')
    _guard('AWS::IAM::ManagedPolicy', 'Policy', 'ManagedPolicyName')


def _taken(kind, name):
    policies = [policy['PolicyName'] for policy in iam._policies.values()]
    names = {'User': iam._users, 'Group': iam._groups, 'Role': iam._roles, 'Policy': policies}[kind]
    return name and name.lower() in {each.lower() for each in names}


def _refuse(kind, name):
    return iam_api.refusal('EntityAlreadyExists', f'{kind} with name {name} already exists.') if _taken(kind, name) else None


def _guard(resource_type, kind, property_name):
    handler = cloudformation.handler_of(resource_type)
    original = handler['create']

    def create(logical_id, properties, stack_name):
        name = properties.get(property_name)
        if _taken(kind, name):
            raise ValueError(f'EntityAlreadyExists: {kind} with name {name} already exists.')
        return original(logical_id, properties, stack_name)

    handler['create'] = create
