"""AWS::EC2::FlowLog, unknown to MiniStack's CloudFormation: recorded and read back; nothing is ever logged."""

from ministack.services import ec2

from plugin import cloudformation

_TEXTS = ('ResourceType', 'TrafficType', 'LogDestinationType', 'LogDestination', 'LogGroupName')


def install() -> None:
    replaced_by = ('ResourceId', *_TEXTS, 'DeliverLogsPermissionArn', 'LogFormat', 'MaxAggregationInterval')
    cloudformation.register('AWS::EC2::FlowLog', _create, _update, _delete, replaced_by=replaced_by)


def _create(_logical_id, properties, _stack_name):
    given = {name: properties[name] for name in _TEXTS if name in properties}
    known = set(ec2._flow_logs)
    cloudformation.expect_success('CreateFlowLogs', ec2._create_flow_logs({'ResourceId.1': properties['ResourceId'], **given}))
    [identifier] = set(ec2._flow_logs) - known
    _tag(identifier, properties)
    return identifier, {'Id': identifier}


def _update(physical_id, _old, new, _stack_name, logical_id=None):
    _tag(physical_id, new)
    return physical_id, {'Id': physical_id}


def _tag(identifier, properties):
    ec2._tags[identifier] = list(properties.get('Tags') or [])


def _delete(physical_id, _properties):
    cloudformation.expect_success('DeleteFlowLogs', ec2._delete_flow_logs({'FlowLogId.1': physical_id}))
