"""AWS::EC2::SecurityGroupIngress and AWS::EC2::SecurityGroupEgress, which MiniStack's CloudFormation does not know."""

from ministack.core.responses import new_uuid
from ministack.services import ec2
from ministack.services.cloudformation import provisioners

from plugin import cloudformation

# Everything but the description.
_REPLACING = (
    *('GroupId', 'IpProtocol', 'FromPort', 'ToPort', 'CidrIp', 'CidrIpv6'),
    *('SourceSecurityGroupId', 'SourcePrefixListId', 'DestinationSecurityGroupId', 'DestinationPrefixListId'),
)


def install() -> None:
    _register('Ingress', 'IpPermissions')
    _register('Egress', 'IpPermissionsEgress')


def _register(direction, field):
    def create(_logical_id, properties, _stack_name):
        rules = _rules(properties['GroupId'], field)
        if rules is None:
            raise ValueError(f"InvalidGroup.NotFound: The security group '{properties['GroupId']}' does not exist")
        if direction == 'Egress' and rules == provisioners._ec2_sg_egress_permissions(None):
            rules.clear()  # the default rule, for all traffic, goes with the first one of the template
        [rule] = provisioners._ec2_sg_permissions([properties])
        if rule in rules:
            raise ValueError('InvalidPermission.Duplicate: the specified rule already exists')
        rules.append(rule)
        return f'sgr-{new_uuid().replace("-", "")[:17]}', {}

    def update(physical_id, old, new, stack_name, logical_id=None):
        delete(physical_id, old)
        create(logical_id, new, stack_name)
        return physical_id, {}

    def delete(_physical_id, properties):
        [rule] = provisioners._ec2_sg_permissions([properties])
        rules = _rules(properties['GroupId'], field) or []
        if rule in rules:
            rules.remove(rule)

    cloudformation.register(f'AWS::EC2::SecurityGroup{direction}', create, update, delete, replaced_by=_REPLACING)


def _rules(group, field):
    return ec2._security_groups[group][field] if group in ec2._security_groups else None
