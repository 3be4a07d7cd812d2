"""AWS::EC2::VPC and AWS::EC2::Subnet: the attributes that MiniStack does not return, and that CDK's constructs ask for."""

from ministack.services import ec2

from plugin import cloudformation


def install() -> None:
    _add_attributes('AWS::EC2::VPC', lambda vpc: {'CidrBlock': vpc['CidrBlock'], 'Ipv6CidrBlocks': []}, ec2._vpcs)
    _add_attributes('AWS::EC2::Subnet', lambda subnet: {'CidrBlock': subnet['CidrBlock'], 'VpcId': subnet['VpcId']}, ec2._subnets)


def _add_attributes(resource_type, attributes, records):
    handler = cloudformation.handler_of(resource_type)
    original_create, original_update = handler['create'], handler['update']

    def create(logical_id, properties, stack_name):
        return _with(original_create(logical_id, properties, stack_name))

    def update(physical_id, old, new, stack_name, logical_id=None):
        return _with(cloudformation.call_update(handler, original_update, physical_id, old, new, stack_name, logical_id))

    def _with(result):
        physical_id, known = result
        return physical_id, {**known, **attributes(records[physical_id])}

    handler.update(create=create, update=update)
