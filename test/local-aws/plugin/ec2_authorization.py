"""EC2 calls are judged on every resource that they name or make, each with its own ARN and condition keys.

MiniStack judges one resource a call, the first that it finds, and without keys. Actions without a row in `ec2_resources.py` are left as
MiniStack judges them, but for Describe actions, which take no resource.

Keys: ec2:InstanceType, ec2:InstanceProfile, ec2:Owner, ec2:Public, ec2:Vpc, ec2:Subnet, ec2:Region and the ids (ec2:SubnetID ...). Other
keys of EC2 are absent here.
"""

from ministack.core import iam_actions
from ministack.services import ec2

from plugin import authorization, ec2_resources
from plugin.ec2_keys import keys_of


def install() -> None:
    authorization.judge('ec2', _judge)
    iam_actions._DENIED_CODES['ec2'] = 'UnauthorizedOperation'


def _judge(call, checks):
    operation = call.parameters.get('Action', '')
    action = f'ec2:{operation}'
    request_keys = checks[0].keys
    if operation in ec2_resources.RESOURCES:
        found = list(_resources(call, operation))
    elif operation.startswith('Describe'):
        found = []
    else:
        return checks
    if not found:
        return [authorization.Check(action, '*', {**request_keys, 'ec2:Region': call.region})]
    return [
        authorization.Check(
            action,
            ec2_resources.arn(kind, identifier, call.region, call.account),
            {**_tag_keys(call, kind, request_keys), **_keys(call, operation, kind, identifier)},
        )
        for kind, identifier in found
    ]


def _resources(call, operation):
    """(type, id or *) of everything that the call names or makes, each once."""
    found = {}
    for parameter, kind in ec2_resources.RESOURCES[operation]:
        if parameter is None:
            found[kind, '*'] = None
        for identifier in _values(call, parameter) if parameter else ():
            resolved = kind or ec2_resources.type_of(identifier)
            found[resolved, _named(resolved, identifier)] = None
    if operation == 'RunInstances':
        _add_defaults(found)
    return found


def _values(call, parameter):
    if parameter.endswith('.N'):
        return call.numbered(parameter.removesuffix('.N'))
    if '*' in parameter:
        before, after = parameter.split('.*.')
        return [value for name, value in call.parameters.items() if name.startswith(f'{before}.') and name.endswith(f'.{after}')]
    return [call.parameters[parameter]] if call.parameters.get(parameter) else []


def _named(kind, identifier):
    """A key pair's ARN has its name, a group's its id: calls may give either."""
    if kind == 'key-pair':
        return next((name for name, pair in ec2._key_pairs.items() if pair.get('KeyPairId') == identifier), identifier)
    if kind == 'security-group':
        return next((key for key, group in ec2._security_groups.items() if group['GroupName'] == identifier), identifier)
    return identifier


def _add_defaults(found):
    """A launch that names no subnet or group takes the default ones, and needs permission for them."""
    kinds = {kind for kind, _identifier in found}
    if 'subnet' not in kinds:
        found['subnet', ec2._DEFAULT_SUBNET_ID] = None
    if 'security-group' not in kinds:
        found['security-group', ec2._DEFAULT_SG_ID] = None


def _keys(call, operation, kind, identifier):
    if identifier != '*':
        return keys_of(kind, identifier, call.region, call.account)
    keys = {'ec2:Region': call.region}
    if operation == 'RunInstances' and kind == 'instance':
        keys['ec2:InstanceType'] = call.parameters.get('InstanceType', 'm1.small')
        profile = profile_arn(call, 'IamInstanceProfile')
        keys |= {'ec2:InstanceProfile': profile} if profile else {}
    if operation == 'RunInstances' and kind == 'network-interface':
        subnet = call.parameters.get('SubnetId', ec2._DEFAULT_SUBNET_ID)
        keys['ec2:Subnet'] = ec2_resources.arn('subnet', subnet, call.region, call.account)
        keys |= {key: value for key, value in keys_of('subnet', subnet, call.region, call.account).items() if key == 'ec2:Vpc'}
    return keys


def profile_arn(call, prefix):
    """The ARN of the instance profile that a call names, by ARN or by name."""
    name = call.parameters.get(f'{prefix}.Name')
    return call.parameters.get(f'{prefix}.Arn') or (name and f'arn:aws:iam::{call.account}:instance-profile/{name}')


def _tag_keys(call, kind, request_keys):
    """The tags in a tag specification are those of one type of resource; other calls' tags are for all that they name."""
    specifications = tag_specifications(call)
    if not specifications:
        return request_keys
    tags = specifications.get(kind, {})
    keys = {key: value for key, value in request_keys.items() if not key.lower().startswith(('aws:requesttag/', 'aws:tagkeys'))}
    return keys | request_tag_keys(tags)


def request_tag_keys(tags):
    return {**{f'aws:RequestTag/{key}': value for key, value in tags.items()}, **({'aws:TagKeys': list(tags)} if tags else {})}


def tag_specifications(call):
    """{type: {key: value}} of TagSpecification.N."""
    parameters, found = call.parameters, {}
    for name, kind in parameters.items():
        if name.startswith('TagSpecification.') and name.endswith('.ResourceType'):
            prefix = name.removesuffix('ResourceType') + 'Tag.'
            keys = [each for each in parameters if each.startswith(prefix) and each.endswith('.Key')]
            found[kind] = {parameters[each]: parameters.get(each.removesuffix('Key') + 'Value', '') for each in keys}
    return found
