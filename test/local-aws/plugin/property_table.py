"""Which properties the local AWS really applies, a row a resource type. Add one only with a look at, or a test of, what it does.

Whether CloudFormation takes a value is asked of cfn-lint (npm run cfn-lint), not here.
"""

from dataclasses import dataclass

ANYTHING = object()


@dataclass(frozen=True)
class OneOf:
    """Only these values are applied, or cfn-lint does not know which there are."""

    values: tuple


def _all(*names):
    return dict.fromkeys(names, ANYTHING)


_TAGS = [_all('Key', 'Value')]
_INLINE_POLICIES = [_all('PolicyName', 'PolicyDocument')]

_LIFECYCLE_RULE = {
    **_all('Id', 'Prefix', 'ObjectSizeGreaterThan', 'ObjectSizeLessThan'),
    **_all('ExpirationDate', 'ExpirationInDays', 'ExpiredObjectDeleteMarker', 'Status'),
    'TagFilters': _TAGS,
    'Transitions': [_all('StorageClass', 'TransitionDate', 'TransitionInDays')],
    'NoncurrentVersionTransitions': [_all('StorageClass', 'TransitionInDays', 'NewerNoncurrentVersions')],
    'NoncurrentVersionExpiration': _all('NoncurrentDays', 'NewerNoncurrentVersions'),
    'AbortIncompleteMultipartUpload': _all('DaysAfterInitiation'),
}

_ENCRYPTION_RULE = {
    'ServerSideEncryptionByDefault': _all('SSEAlgorithm', 'KMSMasterKeyID'),
    'BucketKeyEnabled': ANYTHING,
    'BlockedEncryptionTypes': _all('EncryptionType'),
}

_BUCKET = {
    'BucketName': ANYTHING,
    'AccessControl': OneOf(('Private', 'LogDeliveryWrite')),
    'VersioningConfiguration': _all('Status'),
    'PublicAccessBlockConfiguration': _all('BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'),
    'OwnershipControls': {'Rules': [_all('ObjectOwnership')]},
    'ObjectLockEnabled': ANYTHING,
    'ObjectLockConfiguration': {'ObjectLockEnabled': ANYTHING, 'Rule': {'DefaultRetention': _all('Mode', 'Days', 'Years')}},
    'LifecycleConfiguration': {'Rules': [_LIFECYCLE_RULE]},
    'BucketEncryption': {'ServerSideEncryptionConfiguration': [_ENCRYPTION_RULE]},
    # The configuration is kept and can be read back; no log is ever delivered.
    'LoggingConfiguration': _all('DestinationBucketName', 'LogFilePrefix'),
    'Tags': _TAGS,
}

_KMS_KEY = {
    **_all('Description', 'KeyPolicy', 'Enabled', 'EnableKeyRotation', 'RotationPeriodInDays', 'PendingWindowInDays'),
    **_all('KeySpec', 'KeyUsage', 'Origin', 'MultiRegion'),
    'Tags': _TAGS,
}

_ROLE = {
    **_all('RoleName', 'Path', 'Description', 'AssumeRolePolicyDocument', 'MaxSessionDuration', 'ManagedPolicyArns', 'PermissionsBoundary'),
    'Policies': _INLINE_POLICIES,
    'Tags': _TAGS,
}

_SECRET = {
    **_all('Name', 'Description', 'KmsKeyId', 'SecretString'),
    'GenerateSecretString': _all('PasswordLength', 'ExcludeCharacters', 'SecretStringTemplate', 'GenerateStringKey'),
    'Tags': _TAGS,
}

_USER = {
    **_all('UserName', 'Path', 'Groups', 'ManagedPolicyArns', 'PermissionsBoundary'),
    'LoginProfile': _all('Password', 'PasswordResetRequired'),
    'Policies': _INLINE_POLICIES,
    'Tags': _TAGS,
}

_RULE = {
    **_all('IpProtocol', 'FromPort', 'ToPort', 'CidrIp', 'CidrIpv6', 'Description'),
    **_all('SourceSecurityGroupId', 'SourcePrefixListId', 'DestinationSecurityGroupId', 'DestinationPrefixListId'),
}

_SUBNET = {
    **_all('VpcId', 'CidrBlock', 'AvailabilityZone', 'MapPublicIpOnLaunch'),
    'Tags': _TAGS,
}

# Recorded and read back; no packet is ever sent, so that neither routes nor groups nor the endpoint's policy are enforced.
_NETWORK = {
    'AWS::EC2::FlowLog': {
        **_all('ResourceId', 'ResourceType', 'TrafficType', 'LogFormat', 'MaxAggregationInterval'),
        **_all('LogDestinationType', 'LogDestination', 'LogGroupName', 'DeliverLogsPermissionArn'),
        'Tags': _TAGS,
    },
    'AWS::EC2::InternetGateway': {'Tags': _TAGS},
    'AWS::EC2::Route': _all('RouteTableId', 'DestinationCidrBlock', 'GatewayId'),
    'AWS::EC2::RouteTable': {'VpcId': ANYTHING, 'Tags': _TAGS},
    'AWS::EC2::SecurityGroup': {
        **_all('GroupName', 'GroupDescription', 'VpcId'),
        'SecurityGroupIngress': [_RULE],
        'SecurityGroupEgress': [_RULE],
        'Tags': _TAGS,
    },
    'AWS::EC2::SecurityGroupEgress': {'GroupId': ANYTHING, **_RULE},
    'AWS::EC2::SecurityGroupIngress': {'GroupId': ANYTHING, **_RULE},
    'AWS::EC2::Subnet': _SUBNET,
    'AWS::EC2::SubnetRouteTableAssociation': _all('RouteTableId', 'SubnetId'),
    'AWS::EC2::VPC': {
        **_all('CidrBlock', 'EnableDnsHostnames', 'EnableDnsSupport'),
        'InstanceTenancy': OneOf(('default',)),
        'Tags': _TAGS,
    },
    'AWS::EC2::VPCEndpoint': {
        **_all('VpcId', 'ServiceName', 'RouteTableIds', 'PolicyDocument'),
        'VpcEndpointType': OneOf(('Gateway',)),
        'Tags': _TAGS,
    },
    'AWS::EC2::VPCGatewayAttachment': _all('VpcId', 'InternetGatewayId'),
}

APPLIED = {
    **_NETWORK,
    'AWS::CDK::Metadata': _all('Analytics'),
    'AWS::CloudFormation::WaitCondition': _all('Count', 'Handle', 'Timeout'),
    'AWS::CloudFormation::WaitConditionHandle': {},
    'AWS::IAM::AccessKey': {**_all('UserName', 'Serial'), 'Status': OneOf(('Active', 'Inactive'))},
    'AWS::IAM::OIDCProvider': _all('Url'),
    'AWS::IAM::Group': {**_all('GroupName', 'Path', 'ManagedPolicyArns'), 'Policies': _INLINE_POLICIES},
    'AWS::IAM::GroupPolicy': _all('GroupName', 'PolicyName', 'PolicyDocument'),
    'AWS::IAM::ManagedPolicy': _all('ManagedPolicyName', 'Path', 'Description', 'PolicyDocument', 'Users', 'Roles', 'Groups'),
    'AWS::IAM::Policy': _all('PolicyName', 'PolicyDocument', 'Users', 'Roles', 'Groups'),
    'AWS::IAM::Role': _ROLE,
    'AWS::IAM::RolePolicy': _all('RoleName', 'PolicyName', 'PolicyDocument'),
    'AWS::IAM::User': _USER,
    'AWS::IAM::UserPolicy': _all('UserName', 'PolicyName', 'PolicyDocument'),
    'AWS::IAM::UserToGroupAddition': _all('GroupName', 'Users'),
    'AWS::KMS::Alias': _all('AliasName', 'TargetKeyId'),
    'AWS::KMS::Key': _KMS_KEY,
    # A function runs as a process of this machine: neither its memory nor its VPC is applied, as docs/testing.md says.
    'AWS::Lambda::Function': {
        **_all('Code', 'Description', 'FunctionName', 'Handler', 'MemorySize', 'Role', 'Runtime', 'Timeout'),
        'VpcConfig': _all('SubnetIds', 'SecurityGroupIds'),
        'Tags': _TAGS,
    },
    'AWS::S3::Bucket': _BUCKET,
    'AWS::S3::BucketPolicy': _all('Bucket', 'PolicyDocument'),
    'AWS::SecretsManager::Secret': _SECRET,
    # What `cdk bootstrap` needs besides.
    'AWS::ECR::Repository': {
        **_all('RepositoryName', 'ImageTagMutability', 'RepositoryPolicyText'),
        'LifecyclePolicy': _all('LifecyclePolicyText'),
        'Tags': _TAGS,
    },
    'AWS::SSM::Parameter': _all('Name', 'Type', 'Value', 'Description', 'Tags'),
}
