"""MonitorInstances, UnmonitorInstances and ModifyInstanceAttribute, which MiniStack lacks, and what they change in other answers.

Type and user data can be changed on a stopped instance only; an instance under termination protection cannot be terminated.
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceAttribute.html
"""

from ministack.services import ec2

from plugin import ec2_api
from plugin.ec2_api import Refusal, element, elements, instance, members, parameter

# The attributes with one value: the parameter, the field of MiniStack's record, and what it is before anybody sets it.
_VALUES = {
    'InstanceType': ('InstanceType', None),
    'UserData': ('UserData', ''),
    'DisableApiTermination': ('DisableApiTermination', 'false'),
    'InstanceInitiatedShutdownBehavior': ('InstanceInitiatedShutdownBehavior', 'stop'),
    'SourceDestCheck': ('SourceDestCheck', 'true'),
    'EbsOptimized': ('EbsOptimized', 'false'),
}
_ONLY_STOPPED = ('InstanceType', 'UserData', 'EbsOptimized')


def install() -> None:
    ec2_api.operation('MonitorInstances', lambda parameters: _set_monitoring(parameters, 'enabled'))
    ec2_api.operation('UnmonitorInstances', lambda parameters: _set_monitoring(parameters, 'disabled'))
    ec2_api.operation('ModifyInstanceAttribute', _modify)
    _describe_what_is_set()
    ec2_api.guard('TerminateInstances', _require_no_protection)


def _set_monitoring(parameters, state):
    found = [instance(identifier) for identifier in members(parameters, 'InstanceId')]
    for each in found:
        each['Monitoring'] = {'State': state}
    # Both calls answer with the state on the way there.
    answer = {'enabled': 'pending', 'disabled': 'disabling'}[state]
    return element('instancesSet', [{'instanceId': each['InstanceId'], 'monitoring': {'state': answer}} for each in found])


def _modify(parameters):
    found = instance(parameter(parameters, 'InstanceId'))
    changes = dict(_changes(parameters))
    groups = members(parameters, 'GroupId')
    disks = [name for name in parameters if name.startswith('BlockDeviceMapping.') and name.endswith('.DeviceName')]
    if not (changes or groups or disks):
        raise Refusal('InvalidParameterCombination', 'No attributes specified.')
    if found['State']['Name'] != 'stopped' and set(changes) & set(_ONLY_STOPPED):
        raise Refusal('IncorrectInstanceState', f"The instance '{found['InstanceId']}' is not in the 'stopped' state.")
    for name, value in changes.items():
        found[_VALUES[name][0]] = value.lower() == 'true' if name == 'SourceDestCheck' else value
    if groups:
        found['SecurityGroups'] = [_group(identifier) for identifier in groups]
    for name in disks:
        _change_disk(found, parameters, name.removesuffix('DeviceName'))
    return element('return', 'true')


def _changes(parameters):
    """A value comes as NAME.Value, or as Attribute=name and Value."""
    for name in _VALUES:
        value = parameter(parameters, f'{name}.Value')
        if not value and parameter(parameters, 'Attribute').lower() == name.lower():
            value = parameter(parameters, 'Value')
        if value:
            yield name, value


def _group(identifier):
    group = ec2._security_groups.get(identifier)
    if not group:
        raise Refusal('InvalidGroup.NotFound', f"The security group '{identifier}' does not exist")
    return {'GroupId': identifier, 'GroupName': group['GroupName']}


def _change_disk(found, parameters, prefix):
    device = parameter(parameters, f'{prefix}DeviceName')
    for mapping in found['BlockDeviceMappings']:
        if mapping['DeviceName'] == device:
            mapping['Ebs']['DeleteOnTermination'] = parameter(parameters, f'{prefix}Ebs.DeleteOnTermination').lower() == 'true'
            return
    raise Refusal('InvalidInstanceAttributeValue', f'No device is currently mapped at {device}')


def _describe_what_is_set():
    original = ec2._ACTION_MAP['DescribeInstanceAttribute']

    def describe(parameters):
        attribute = parameter(parameters, 'Attribute')
        name = next((name for name in _VALUES if name.lower() == attribute.lower()), None)
        if not name or parameter(parameters, 'InstanceId') not in ec2._instances:
            return original(parameters)
        found = instance(parameter(parameters, 'InstanceId'))
        field, default = _VALUES[name]
        value = found.get(field, default)
        text = str(value).lower() if isinstance(value, bool) else value
        answer = elements({'instanceId': found['InstanceId'], attribute: {'value': text or None}})
        return ec2._xml(200, 'DescribeInstanceAttributeResponse', answer)

    ec2._ACTION_MAP['DescribeInstanceAttribute'] = describe


def _require_no_protection(parameters):
    for identifier in members(parameters, 'InstanceId'):
        if (ec2._instances.get(identifier) or {}).get('DisableApiTermination') == 'true':
            raise Refusal('OperationNotPermitted', f"The instance '{identifier}' may not be terminated.")
