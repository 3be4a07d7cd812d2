"""Tests of what EC2 calls are authorised for."""

from botocore.exceptions import ClientError

from plugin_test_case import AdditionTest, MiniStackTest, allow
from plugin_test_network import HERE, IMAGE, LAUNCH, WITHOUT_ROLE, Ec2, arn, arns
from plugin_test_server import ACCOUNT


class Ec2Authorization(Ec2, AdditionTest):
    addition = 'ec2_authorization'
    beside = ('ec2_images',)

    def test_launch_is_judged_on_every_resource(self):
        self.ec2.create_key_pair(KeyName='key')
        launch = {**self.launch, 'KeyName': 'key'}
        for missing in LAUNCH:
            kept = arns(*(each for each in LAUNCH if each != missing))
            with self.subTest(missing):
                self.refuses(self.as_user(allow('ec2:RunInstances', kept), name=missing.partition('/')[0]).run_instances, **launch)
        self.as_user(allow('ec2:RunInstances', arns(*LAUNCH))).run_instances(**launch)

    def test_launch_into_one_subnet_and_group(self):
        own = arns('image/*', 'instance/*', 'network-interface/*', 'volume/*', f'subnet/{self.subnet}', f'security-group/{self.group}')
        ec2 = self.as_user(allow('ec2:RunInstances', own))
        ec2.run_instances(**self.launch)
        self.refuses(ec2.run_instances, **{**self.launch, 'SubnetId': self.other_subnet})
        self.refuses(ec2.run_instances, **{**self.launch, 'SecurityGroupIds': [self.group, self.other_group]})
        self.refuses(ec2.run_instances, ImageId=IMAGE, MinCount=1, MaxCount=1)

    def test_launch_without_a_network_is_judged_on_the_default_one(self):
        launch = {'ImageId': IMAGE, 'MinCount': 1, 'MaxCount': 1}
        for missing in ('security-group/*', 'subnet/*'):
            kept = arns(*(each for each in LAUNCH if each != missing))
            self.refuses(self.as_user(allow('ec2:RunInstances', kept), name=missing.partition('/')[0]).run_instances, **launch)
        self.as_user(allow('ec2:RunInstances', arns(*LAUNCH))).run_instances(**launch)

    def test_launch_conditions(self):
        others = allow('ec2:RunInstances', arns(*(each for each in LAUNCH if not each.startswith(('instance', 'image')))))
        type_only = {'StringEquals': {'ec2:InstanceType': ['t3.small']}}
        instance = allow('ec2:RunInstances', arn('instance/*'), Condition={**WITHOUT_ROLE, **type_only})
        image = allow('ec2:RunInstances', arn('image/*'), Condition={'StringEquals': {'ec2:Owner': 'amazon', 'ec2:Public': 'true'}})
        ec2 = self.as_user(others, instance, image, allow('iam:PassRole'))
        ec2.run_instances(**self.launch, InstanceType='t3.small')
        self.refuses(ec2.run_instances, **self.launch, InstanceType='t3.large')
        self.refuses(ec2.run_instances, **self.launch, InstanceType='t3.small', **self.profile())

    def test_owner_of_an_own_image(self):
        own = self.ec2.register_image(Name='own', RootDeviceName='/dev/xvda')['ImageId']
        others = allow('ec2:RunInstances', arns(*(each for each in LAUNCH if not each.startswith('image'))))
        image = allow('ec2:RunInstances', arn('image/*'), Condition={'StringEquals': {'ec2:Owner': ACCOUNT}})
        ec2 = self.as_user(others, image)
        self.refuses(ec2.run_instances, **self.launch)
        self.refuses(ec2.run_instances, **{**self.launch, 'ImageId': 'ami-00000000000000001'})
        ec2.run_instances(**{**self.launch, 'ImageId': own})

    def test_instances_with_a_role_are_shielded(self):
        plain, with_role = self.launched(), self.launched(**self.profile())
        actions = ['ec2:StartInstances', 'ec2:StopInstances', 'ec2:TerminateInstances']
        ec2 = self.as_user(allow(actions, arn('instance/*'), Condition=WITHOUT_ROLE))
        for call in (ec2.stop_instances, ec2.start_instances, ec2.terminate_instances):
            self.refuses(call, InstanceIds=[with_role])
            self.refuses(call, InstanceIds=[plain, with_role])
            call(InstanceIds=[plain])

    def test_describe_takes_no_resource(self):
        scoped = self.as_user(allow('ec2:DescribeInstances', arn('instance/*')), name='scoped')
        instance = self.launched()
        self.refuses(scoped.describe_instances, InstanceIds=[instance])
        self.as_user(allow('ec2:DescribeInstances', Condition=HERE)).describe_instances(InstanceIds=[instance])

    def test_network_calls(self):
        gateway = self.ec2.create_internet_gateway()['InternetGateway']['InternetGatewayId']
        both = ('internet-gateway/*', f'vpc/{self.vpc}')
        for index, kept in enumerate(both):
            ec2 = self.as_user(allow('ec2:AttachInternetGateway', arn(kept)), name=f'one-{index}')
            self.refuses(ec2.attach_internet_gateway, InternetGatewayId=gateway, VpcId=self.vpc)
        self.as_user(allow('ec2:AttachInternetGateway', arns(*both))).attach_internet_gateway(InternetGatewayId=gateway, VpcId=self.vpc)
        creator = self.as_user(
            allow(['ec2:CreateSubnet', 'ec2:CreateRouteTable'], arns('subnet/*', 'route-table/*', both[1])), name='creator'
        )
        creator.create_subnet(VpcId=self.vpc, CidrBlock='10.0.7.0/24')
        table = creator.create_route_table(VpcId=self.vpc)['RouteTable']['RouteTableId']
        other = self.ec2.create_vpc(CidrBlock='10.1.0.0/16')['Vpc']['VpcId']
        self.refuses(creator.create_subnet, VpcId=other, CidrBlock='10.1.7.0/24')
        self.refuses(creator.create_route_table, VpcId=other)
        routes = self.as_user(allow('ec2:CreateRoute', arn('route-table/*')), name='routes')
        routes.create_route(RouteTableId=table, DestinationCidrBlock='0.0.0.0/0', GatewayId=gateway)
        self.as_user(allow('ec2:CreateVpc', arn('vpc/*')), name='vpcs').create_vpc(CidrBlock='10.2.0.0/16')

    def test_security_group_by_its_id_and_vpc(self):
        condition = {'ArnEquals': {'ec2:Vpc': arn(f'vpc/{self.vpc}')}}
        ec2 = self.as_user(allow('ec2:AuthorizeSecurityGroupIngress', arn(f'security-group/{self.group}'), Condition=condition))
        rule = {'IpPermissions': [{'IpProtocol': 'tcp', 'FromPort': 22, 'ToPort': 22, 'IpRanges': [{'CidrIp': '192.0.2.1/32'}]}]}
        ec2.authorize_security_group_ingress(GroupId=self.group, **rule)
        self.refuses(ec2.authorize_security_group_ingress, GroupId=self.other_group, **rule)

    def test_key_pair_by_its_name(self):
        ec2 = self.as_user(allow(['ec2:CreateKeyPair', 'ec2:DeleteKeyPair'], arn('key-pair/veeam-*')))
        self.refuses(ec2.create_key_pair, KeyName='other')
        made = ec2.create_key_pair(KeyName='veeam-1')
        ec2.delete_key_pair(KeyPairId=made['KeyPairId'])

    def test_tags_by_the_type_of_the_resource(self):
        ec2 = self.as_user(allow('ec2:CreateTags', arn('instance/*'), Condition={'StringEquals': {'aws:RequestTag/k': 'v'}}))
        instance = self.launched()
        ec2.create_tags(Resources=[instance], Tags=[{'Key': 'k', 'Value': 'v'}])
        self.refuses(ec2.create_tags, Resources=[instance], Tags=[{'Key': 'k', 'Value': 'w'}])
        self.refuses(ec2.create_tags, Resources=[self.subnet], Tags=[{'Key': 'k', 'Value': 'v'}])
        self.refuses(ec2.create_tags, Resources=[instance, self.subnet], Tags=[{'Key': 'k', 'Value': 'v'}])


class Ec2PassRole(Ec2, AdditionTest):
    addition = 'ec2_pass_role'
    beside = ('ec2_import_image',)

    def test_launch_with_a_profile(self):
        profile = self.profile()
        role = f'arn:aws:iam::{ACCOUNT}:role/profile-role'
        self.refuses(self.as_user(allow('ec2:RunInstances'), name='without').run_instances, **self.launch, **profile)
        passed = allow('iam:PassRole', role, Condition={'StringEquals': {'iam:PassedToService': 'ec2.amazonaws.com'}})
        self.as_user(allow('ec2:RunInstances'), passed).run_instances(**self.launch, **profile)

    def test_service_role_of_an_import(self):
        for name, refused in (('vmimport', False), ('another', True)):
            ec2 = self.as_user(allow('ec2:ImportImage'), allow('iam:PassRole', f'arn:aws:iam::{ACCOUNT}:role/{name}'), name=name)
            with self.assertRaises(ClientError) as failed:  # none of the roles is there
                ec2.import_image(DiskContainers=[{'Format': 'RAW', 'Url': 's3://bbb/k'}])
            code = failed.exception.response['Error']['Code']
            self.assertEqual(code, 'UnauthorizedOperation' if refused else 'InvalidParameter')

    def test_profile_of_a_running_instance(self):
        profile, instance = self.profile(), self.launched()
        self.refuses(self.as_user(allow('ec2:AssociateIamInstanceProfile')).associate_iam_instance_profile, InstanceId=instance, **profile)


class Ec2TagOnCreate(Ec2, AdditionTest):
    addition = 'ec2_tag_on_create'
    TAGS = {'TagSpecifications': [{'ResourceType': 'instance', 'Tags': [{'Key': 'k', 'Value': 'v'}]}]}

    def test_tags_at_launch(self):
        self.refuses(self.as_user(allow('ec2:RunInstances'), name='without').run_instances, **self.launch, **self.TAGS)
        condition = {'StringEquals': {'ec2:CreateAction': 'RunInstances', 'aws:RequestTag/k': 'v'}, **WITHOUT_ROLE}
        tag = allow('ec2:CreateTags', arn('instance/*'), Condition=condition)
        ec2 = self.as_user(allow('ec2:RunInstances'), tag)
        instance = ec2.run_instances(**self.launch, **self.TAGS)['Instances'][0]['InstanceId']
        self.refuses(ec2.create_tags, Resources=[instance], Tags=[{'Key': 'k', 'Value': 'v'}])
        others = [{'ResourceType': 'volume', 'Tags': [{'Key': 'k', 'Value': 'v'}]}]
        self.refuses(ec2.run_instances, **self.launch, TagSpecifications=others)


class Ec2ResourceTags(Ec2, AdditionTest):
    addition = 'ec2_resource_tags'

    def test_resource_tags(self):
        tagged, other = self.launched(), self.launched()
        self.ec2.create_tags(Resources=[tagged], Tags=[{'Key': 'k', 'Value': 'v'}])
        for prefix in ('aws', 'ec2'):
            stop = allow('ec2:StopInstances', Condition={'StringEquals': {f'{prefix}:ResourceTag/k': 'v'}})
            ec2 = self.as_user(stop, name=prefix)
            ec2.stop_instances(InstanceIds=[tagged])
            self.refuses(ec2.stop_instances, InstanceIds=[other])


class Region(Ec2, MiniStackTest):
    def test_another_region_is_refused(self):
        credentials = self.user('u', allow('ec2:DescribeInstances', Condition=HERE))
        self.server.client('ec2', credentials).describe_instances()
        self.refuses(self.server.client('ec2', credentials, region='eu-west-1').describe_instances)
