"""The condition keys that EC2 knows about a resource that exists, from MiniStack's records."""

from ministack.services import ec2

from plugin.ec2_images import registered_image

# The condition key that holds the id of a resource.
_ID_KEYS = {
    'image': 'ec2:ImageID',
    'instance': 'ec2:InstanceID',
    'internet-gateway': 'ec2:InternetGatewayID',
    'key-pair': 'ec2:KeyPairName',
    'route-table': 'ec2:RouteTableID',
    'security-group': 'ec2:SecurityGroupID',
    'subnet': 'ec2:SubnetID',
    'volume': 'ec2:VolumeID',
    'vpc': 'ec2:VpcID',
}
_IN_A_VPC = {
    'network-interface': ec2._network_interfaces,
    'route-table': ec2._route_tables,
    'security-group': ec2._security_groups,
    'subnet': ec2._subnets,
}


def keys_of(kind, identifier, region, account):
    """A key without a value is a key that the resource does not have: for the policies, it is not there."""
    keys = {'ec2:Region': region, _ID_KEYS.get(kind): identifier}
    if kind == 'instance':
        keys |= _of_instance(ec2._instances.get(identifier) or {})
    elif kind == 'image':
        keys |= _of_image(identifier, account)
    elif kind in _IN_A_VPC:
        vpc = (_IN_A_VPC[kind].get(identifier) or {}).get('VpcId')
        keys['ec2:Vpc'] = f'arn:aws:ec2:{region}:{account}:vpc/{vpc}' if vpc else None
    return {key: value for key, value in keys.items() if key and value is not None}


def _of_instance(instance):
    profile = instance.get('IamInstanceProfile') or {}
    return {'ec2:InstanceType': instance.get('InstanceType'), 'ec2:InstanceProfile': profile.get('Arn') or None}


def _of_image(identifier, account):
    """Own images, images of others that may be launched from here, and the few public ones that MiniStack knows."""
    own = ec2._images.get(identifier)
    found = own or registered_image(identifier)
    if found:
        public = any(permission.get('Group') == 'all' for permission in found.get('LaunchPermissions') or [])
        return {'ec2:Owner': account if own else found['OwnerId'], 'ec2:Public': str(public).lower()}
    stub = next((stub for stub in ec2._STUB_AMIS if stub[0] == identifier), None)
    return {'ec2:Owner': stub[6] or stub[5], 'ec2:Public': 'true'} if stub else {}
