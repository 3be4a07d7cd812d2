"""What is in use cannot be deleted: an attached gateway, the subnet or group of an instance, the route table of a subnet.

MiniStack deletes them. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html (DependencyViolation)
"""

from ministack.services import ec2

from plugin import ec2_api
from plugin.ec2_api import Refusal, parameter


def install() -> None:
    for operation, name, users in (
        ('DeleteInternetGateway', 'InternetGatewayId', _vpcs_of_gateway),
        ('DeleteSubnet', 'SubnetId', _instances_in_subnet),
        ('DeleteSecurityGroup', 'GroupId', _instances_in_group),
        ('DeleteRouteTable', 'RouteTableId', _subnets_of_table),
    ):
        ec2_api.guard(operation, _check(name, users))


def _check(name, users):
    def require_unused(parameters):
        identifier = parameter(parameters, name)
        if any(users(identifier)):
            raise Refusal('DependencyViolation', f"'{identifier}' has dependencies and cannot be deleted.")

    return require_unused


def _vpcs_of_gateway(identifier):
    return (ec2._internet_gateways.get(identifier) or {}).get('Attachments', [])


def _instances():
    return (instance for instance in ec2._instances.values() if instance['State']['Name'] != 'terminated')


def _instances_in_subnet(identifier):
    return (instance for instance in _instances() if instance['SubnetId'] == identifier)


def _instances_in_group(identifier):
    return (group for instance in _instances() for group in instance['SecurityGroups'] if group['GroupId'] == identifier)


def _subnets_of_table(identifier):
    return (ec2._route_tables.get(identifier) or {}).get('Associations', [])
