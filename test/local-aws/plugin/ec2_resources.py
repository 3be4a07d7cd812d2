"""Which resources an EC2 call is judged on, a row an action: after the Service Authorization Reference for Amazon EC2.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html (read 2026-11-25 through AWS's service reference)
"""

# A parameter that names a resource, and the type of that resource. `.N` stands for a list, `*` for a number inside a name.
_INSTANCE, _INSTANCES = ('InstanceId', 'instance'), ('InstanceId.N', 'instance')
_VPC, _SUBNET, _ROUTE_TABLE = ('VpcId', 'vpc'), ('SubnetId', 'subnet'), ('RouteTableId', 'route-table')
_GATEWAY, _GROUP, _KEY = ('InternetGatewayId', 'internet-gateway'), ('GroupId', 'security-group'), ('KeyName', 'key-pair')
_GROUPS, _VOLUME, _SNAPSHOT = ('SecurityGroupId.N', 'security-group'), ('VolumeId', 'volume'), ('SnapshotId', 'snapshot')
_IMAGE = ('ImageId', 'image')


def _new(*types):
    """What the call makes: judged as TYPE/*, because it has no id yet."""
    return tuple((None, each) for each in types)


def _launch(prefix=''):
    return (
        (f'{prefix}ImageId', 'image'),
        (f'{prefix}KeyName', 'key-pair'),
        (f'{prefix}SubnetId', 'subnet'),
        (f'{prefix}SecurityGroupId.N', 'security-group'),
        (f'{prefix}NetworkInterface.*.SubnetId', 'subnet'),
        (f'{prefix}NetworkInterface.*.SecurityGroupId.N', 'security-group'),
        (f'{prefix}NetworkInterface.*.NetworkInterfaceId', 'network-interface'),
        (f'{prefix}BlockDeviceMapping.*.Ebs.SnapshotId', 'snapshot'),
    )


RESOURCES = {
    'RunInstances': (*_new('instance', 'network-interface', 'volume'), *_launch()),
    'RequestSpotInstances': (*_new('spot-instances-request'), *_launch('LaunchSpecification.')),
    'CancelSpotInstanceRequests': (('SpotInstanceRequestId.N', 'spot-instances-request'),),
    'ModifyInstanceAttribute': (
        _INSTANCE,
        ('GroupId.N', 'security-group'),
        ('BlockDeviceMapping.*.Ebs.VolumeId', 'volume'),
    ),
    **dict.fromkeys(('StartInstances', 'StopInstances', 'TerminateInstances', 'RebootInstances'), (_INSTANCES,)),
    **dict.fromkeys(('MonitorInstances', 'UnmonitorInstances'), (_INSTANCES,)),
    **dict.fromkeys(('AssociateIamInstanceProfile', 'DescribeInstanceAttribute', 'GetConsoleOutput'), (_INSTANCE,)),
    # Import and export of machines.
    'ImportImage': (*_new('image', 'import-image-task'), ('DiskContainer.*.SnapshotId', 'snapshot')),
    'ImportSnapshot': _new('import-snapshot-task', 'snapshot'),
    'CancelImportTask': (('ImportTaskId', None),),
    'ImportVolume': _new('volume'),
    'ImportInstance': (
        *_new('instance', 'volume'),
        ('LaunchSpecification.SubnetId', 'subnet'),
        ('LaunchSpecification.GroupId.N', 'security-group'),
    ),
    'RegisterImage': (*_new('image'), ('BlockDeviceMapping.*.Ebs.SnapshotId', 'snapshot')),
    'CreateImage': (*_new('image', 'snapshot'), _INSTANCE),
    **dict.fromkeys(('DeregisterImage', 'DescribeImageAttribute', 'ModifyImageAttribute'), (_IMAGE,)),
    # Disks.
    'CreateVolume': (*_new('volume'), _SNAPSHOT),
    **dict.fromkeys(('AttachVolume', 'DetachVolume'), (_VOLUME, _INSTANCE)),
    **dict.fromkeys(('DeleteVolume', 'ModifyVolume'), (_VOLUME,)),
    'CreateSnapshot': (*_new('snapshot'), _VOLUME),
    'DeleteSnapshot': (_SNAPSHOT,),
    # The name of a key pair is in its ARN, so that a new one has its full ARN already.
    **dict.fromkeys(('CreateKeyPair', 'ImportKeyPair'), (_KEY,)),
    'DeleteKeyPair': (_KEY, ('KeyPairId', 'key-pair')),
    # Networks.
    'CreateVpc': _new('vpc'),
    **dict.fromkeys(('DeleteVpc', 'ModifyVpcAttribute', 'DescribeVpcAttribute'), (_VPC,)),
    'CreateSubnet': (*_new('subnet'), _VPC),
    **dict.fromkeys(('DeleteSubnet', 'ModifySubnetAttribute'), (_SUBNET,)),
    'CreateRouteTable': (*_new('route-table'), _VPC),
    **dict.fromkeys(('DeleteRouteTable', 'CreateRoute', 'ReplaceRoute', 'DeleteRoute'), (_ROUTE_TABLE,)),
    'AssociateRouteTable': (_ROUTE_TABLE, _SUBNET, ('GatewayId', 'internet-gateway')),
    'CreateInternetGateway': _new('internet-gateway'),
    **dict.fromkeys(('AttachInternetGateway', 'DetachInternetGateway'), (_GATEWAY, _VPC)),
    'DeleteInternetGateway': (_GATEWAY,),
    'CreateSecurityGroup': (*_new('security-group'), _VPC),
    **dict.fromkeys(('AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress'), (_GROUP, ('GroupName', 'security-group'))),
    **dict.fromkeys(('RevokeSecurityGroupIngress', 'RevokeSecurityGroupEgress'), (_GROUP, ('GroupName', 'security-group'))),
    'DeleteSecurityGroup': (_GROUP, ('GroupName', 'security-group')),
    'CreateVpcEndpoint': (*_new('vpc-endpoint'), _VPC, ('RouteTableId.N', 'route-table'), ('SubnetId.N', 'subnet'), _GROUPS),
    'DeleteVpcEndpoints': (('VpcEndpointId.N', 'vpc-endpoint'),),
    # Any resource: the type follows from the id.
    **dict.fromkeys(('CreateTags', 'DeleteTags'), (('ResourceId.N', None),)),
}

# Ids begin with these.
_PREFIXES = {
    'ami': 'image',
    'eni': 'network-interface',
    'i': 'instance',
    'igw': 'internet-gateway',
    'import-ami': 'import-image-task',
    'import-snap': 'import-snapshot-task',
    'key': 'key-pair',
    'rtb': 'route-table',
    'sg': 'security-group',
    'sgr': 'security-group-rule',
    'sir': 'spot-instances-request',
    'snap': 'snapshot',
    'subnet': 'subnet',
    'vol': 'volume',
    'vpc': 'vpc',
    'vpce': 'vpc-endpoint',
}
# Images and snapshots can belong to anybody, so that their ARNs name no account.
_WITHOUT_ACCOUNT = ('image', 'snapshot')


def type_of(identifier):
    return _PREFIXES.get(identifier.rpartition('-')[0], '')


def arn(kind, identifier, region, account):
    return f'arn:aws:ec2:{region}:{"" if kind in _WITHOUT_ACCOUNT else account}:{kind}/{identifier}'
