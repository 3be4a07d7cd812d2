"""A launch that names something that does not exist is refused. MiniStack launches it all the same, whatever it is given."""

from ministack.services import ec2

from plugin import ec2_api, ec2_images
from plugin.ec2_api import Refusal, members, parameter


def install() -> None:
    for operation, prefix in (('RunInstances', ''), ('RequestSpotInstances', 'LaunchSpecification.')):
        if operation in ec2._ACTION_MAP:
            ec2_api.guard(operation, _check(prefix))


def _check(prefix):
    return lambda parameters: _require_known(parameters, prefix)


def _require_known(parameters, prefix):
    image = parameter(parameters, f'{prefix}ImageId')
    if not (ec2_images.registered_image(image) or image in [stub[0] for stub in ec2._STUB_AMIS]):
        raise Refusal('InvalidAMIID.NotFound', f"The image id '[{image}]' does not exist")
    named = (
        ('InvalidSubnetID.NotFound', 'subnet ID', ec2._subnets, [parameter(parameters, f'{prefix}SubnetId')]),
        ('InvalidGroup.NotFound', 'security group', ec2._security_groups, members(parameters, f'{prefix}SecurityGroupId')),
        ('InvalidKeyPair.NotFound', 'key pair', ec2._key_pairs, [parameter(parameters, f'{prefix}KeyName')]),
    )
    for code, what, records, identifiers in named:
        for identifier in identifiers:
            if identifier and identifier not in records:
                raise Refusal(code, f"The {what} '{identifier}' does not exist")
