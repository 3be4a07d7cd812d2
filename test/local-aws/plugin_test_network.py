"""What the tests of EC2 have in common."""

import json

from plugin_test_case import document
from plugin_test_server import ACCOUNT, REGION

IMAGE = 'ami-0abcdef1234567890'  # published by Amazon; MiniStack knows it
HERE = {'StringEquals': {'aws:RequestedRegion': REGION}}
WITHOUT_ROLE = {'Null': {'ec2:InstanceProfile': 'true'}}


def arn(resource):
    return f'arn:aws:ec2:{REGION}:{"" if resource.startswith(("image/", "snapshot/")) else ACCOUNT}:{resource}'


def arns(*resources):
    return [arn(resource) for resource in resources]


LAUNCH = ('image/*', 'instance/*', 'key-pair/*', 'network-interface/*', 'security-group/*', 'subnet/*', 'volume/*')


class Ec2:
    """What the tests have in common: an administrator's and a user's client, and a network."""

    def setUp(self):
        super().setUp()
        self.ec2 = self.server.client('ec2')
        self.vpc = self.ec2.create_vpc(CidrBlock='10.0.0.0/16')['Vpc']['VpcId']
        self.subnet, self.other_subnet = (
            self.ec2.create_subnet(VpcId=self.vpc, CidrBlock=f'10.0.{number}.0/24')['Subnet']['SubnetId'] for number in (0, 1)
        )
        self.group, self.other_group = (
            self.ec2.create_security_group(GroupName=name, Description=name, VpcId=self.vpc)['GroupId'] for name in ('one', 'two')
        )
        self.launch = {'ImageId': IMAGE, 'MinCount': 1, 'MaxCount': 1, 'SubnetId': self.subnet, 'SecurityGroupIds': [self.group]}

    def as_user(self, *statements, name='u', service='ec2'):
        return self.server.client(service, self.user(name, *statements))

    def refuses(self, call, **parameters):
        self.assert_refused('UnauthorizedOperation', call, **parameters)

    def launched(self, **more):
        return self.ec2.run_instances(**{**self.launch, **more})['Instances'][0]['InstanceId']

    def profile(self, name='profile'):
        trust = document({'Effect': 'Allow', 'Principal': {'Service': 'ec2.amazonaws.com'}, 'Action': 'sts:AssumeRole'})
        self.iam.create_role(RoleName=f'{name}-role', AssumeRolePolicyDocument=json.dumps(trust))
        self.iam.create_instance_profile(InstanceProfileName=name)
        self.iam.add_role_to_instance_profile(InstanceProfileName=name, RoleName=f'{name}-role')
        return {'IamInstanceProfile': {'Name': name}}
