"""Tests of the EC2 operations that MiniStack lacks."""

import json

from plugin_test_case import AdditionTest, allow, document
from plugin_test_network import HERE, WITHOUT_ROLE, Ec2, arn, arns
from plugin_test_server import ACCOUNT


class Ec2Images(Ec2, AdditionTest):
    addition = 'ec2_images'

    def test_own_image_launches(self):
        own = self.ec2.register_image(Name='own', RootDeviceName='/dev/xvda')['ImageId']
        instance = self.launched(ImageId=own)
        self.ec2.stop_instances(InstanceIds=[instance])
        found = self.ec2.describe_instances(InstanceIds=[instance])['Reservations'][0]['Instances'][0]
        self.assertEqual((found['ImageId'], found['State']['Name']), (own, 'stopped'))


class Ec2DryRun(Ec2, AdditionTest):
    addition = 'ec2_dry_run'

    def test_nothing_is_done(self):
        instance = {'InstanceIds': [self.launched()]}
        self.assert_refused('DryRunOperation', self.ec2.terminate_instances, **instance, DryRun=True)
        self.refuses(self.as_user(allow('ec2:StopInstances')).terminate_instances, **instance, DryRun=True)
        found = self.ec2.describe_instances(**instance)['Reservations'][0]['Instances'][0]
        self.assertEqual(found['State']['Name'], 'running')


class Ec2Launch(Ec2, AdditionTest):
    addition = 'ec2_launch'
    beside = ('ec2_images', 'ec2_spot')

    def test_unknown_resources(self):
        for code, change in (
            ('InvalidAMIID.NotFound', {'ImageId': 'ami-00000000000000001'}),
            ('InvalidSubnetID.NotFound', {'SubnetId': 'subnet-00000000000000001'}),
            ('InvalidGroup.NotFound', {'SecurityGroupIds': [self.group, 'sg-00000000000000001']}),
            ('InvalidKeyPair.NotFound', {'KeyName': 'missing'}),
        ):
            launch = {**self.launch, **change}
            self.assert_refused(code, self.ec2.run_instances, **launch)
            specification = {name: value for name, value in launch.items() if name not in ('MinCount', 'MaxCount')}
            self.assert_refused(code, self.ec2.request_spot_instances, LaunchSpecification=specification)
        self.launched()


class Ec2Dependencies(Ec2, AdditionTest):
    addition = 'ec2_dependencies'

    def test_attached_gateway(self):
        gateway = {'InternetGatewayId': self.ec2.create_internet_gateway()['InternetGateway']['InternetGatewayId']}
        self.ec2.attach_internet_gateway(**gateway, VpcId=self.vpc)
        self.assert_refused('DependencyViolation', self.ec2.delete_internet_gateway, **gateway)
        self.ec2.detach_internet_gateway(**gateway, VpcId=self.vpc)
        self.ec2.delete_internet_gateway(**gateway)

    def test_subnet_and_group_of_an_instance(self):
        instance = self.launched()
        for terminated in (False, True):
            for call, parameters in (
                (self.ec2.delete_subnet, {'SubnetId': self.subnet}),
                (self.ec2.delete_security_group, {'GroupId': self.group}),
            ):
                call(**parameters) if terminated else self.assert_refused('DependencyViolation', call, **parameters)
            self.ec2.terminate_instances(InstanceIds=[instance])

    def test_route_table_of_a_subnet(self):
        table = {'RouteTableId': self.ec2.create_route_table(VpcId=self.vpc)['RouteTable']['RouteTableId']}
        association = self.ec2.associate_route_table(**table, SubnetId=self.subnet)['AssociationId']
        self.assert_refused('DependencyViolation', self.ec2.delete_route_table, **table)
        self.ec2.disassociate_route_table(AssociationId=association)
        self.ec2.delete_route_table(**table)


class Ec2Instances(Ec2, AdditionTest):
    addition = 'ec2_instances'
    beside = ('ec2_authorization',)

    def attribute(self, instance, name):
        found = self.ec2.describe_instance_attribute(InstanceId=instance, Attribute=name)
        return found[name[0].upper() + name[1:]].get('Value')

    def test_monitoring(self):
        instance = self.launched()
        answer = self.ec2.monitor_instances(InstanceIds=[instance])['InstanceMonitorings']
        self.assertEqual(answer, [{'InstanceId': instance, 'Monitoring': {'State': 'pending'}}])
        found = self.ec2.describe_instances(InstanceIds=[instance])['Reservations'][0]['Instances'][0]
        self.assertEqual(found['Monitoring']['State'], 'enabled')
        self.ec2.unmonitor_instances(InstanceIds=[instance])
        self.assert_refused('InvalidInstanceID.NotFound', self.ec2.monitor_instances, InstanceIds=['i-00000000000000001'])

    def test_attributes(self):
        instance = self.launched()
        modify = self.ec2.modify_instance_attribute
        for change in ({'InstanceType': {'Value': 't3.large'}}, {'UserData': {'Value': b'#!/bin/sh'}}):
            self.assert_refused('IncorrectInstanceState', modify, InstanceId=instance, **change)
        self.ec2.stop_instances(InstanceIds=[instance])
        modify(InstanceId=instance, InstanceType={'Value': 't3.large'})
        modify(InstanceId=instance, UserData={'Value': b'#!/bin/sh'})
        modify(InstanceId=instance, Attribute='instanceInitiatedShutdownBehavior', Value='terminate')
        modify(InstanceId=instance, SourceDestCheck={'Value': False})
        self.assertEqual(self.attribute(instance, 'instanceType'), 't3.large')
        self.assertEqual(self.attribute(instance, 'userData'), 'IyEvYmluL3No')
        self.assertEqual(self.attribute(instance, 'instanceInitiatedShutdownBehavior'), 'terminate')
        self.assertEqual(self.attribute(instance, 'sourceDestCheck'), False)
        self.assert_refused('InvalidParameterCombination', modify, InstanceId=instance)

    def test_groups_and_disks(self):
        instance = self.launched()
        self.ec2.modify_instance_attribute(InstanceId=instance, Groups=[self.other_group])
        disk = {'DeviceName': '/dev/xvda', 'Ebs': {'DeleteOnTermination': False}}
        self.ec2.modify_instance_attribute(InstanceId=instance, BlockDeviceMappings=[disk])
        found = self.ec2.describe_instances(InstanceIds=[instance])['Reservations'][0]['Instances'][0]
        self.assertEqual([group['GroupId'] for group in found['SecurityGroups']], [self.other_group])
        self.assertFalse(found['BlockDeviceMappings'][0]['Ebs']['DeleteOnTermination'])

    def test_termination_protection(self):
        instance = self.launched()
        self.ec2.modify_instance_attribute(InstanceId=instance, DisableApiTermination={'Value': True})
        self.assert_refused('OperationNotPermitted', self.ec2.terminate_instances, InstanceIds=[instance])
        self.ec2.modify_instance_attribute(InstanceId=instance, DisableApiTermination={'Value': False})
        self.ec2.terminate_instances(InstanceIds=[instance])

    def test_groups_are_judged_too(self):
        instance = self.launched()
        permission = allow('ec2:ModifyInstanceAttribute', arns('instance/*', f'security-group/{self.group}'), Condition=WITHOUT_ROLE)
        ec2 = self.as_user(permission)
        ec2.modify_instance_attribute(InstanceId=instance, Groups=[self.group])
        self.refuses(ec2.modify_instance_attribute, InstanceId=instance, Groups=[self.other_group])
        self.refuses(ec2.modify_instance_attribute, InstanceId=self.launched(**self.profile()), Groups=[self.group])


class Ec2ImportImage(Ec2, AdditionTest):
    addition = 'ec2_import_image'
    beside = ('ec2_authorization',)
    BUCKET, KEY = 'disks', 'machine.vhdx'
    DISK = {'DiskContainers': [{'Format': 'VHDX', 'UserBucket': {'S3Bucket': BUCKET, 'S3Key': KEY}}]}

    def setUp(self):
        super().setUp()
        self.s3.create_bucket(Bucket=self.BUCKET)
        self.s3.put_object(Bucket=self.BUCKET, Key=self.KEY, Body=b'disk')

    def role(self, condition=None, service='vmie.amazonaws.com', bucket=BUCKET, made=('image/*', 'snapshot/*')):
        actions = ('s3:GetBucketLocation', 's3:GetObject', 's3:ListBucket')
        condition = condition or {'StringEquals': {'sts:Externalid': 'vmimport', 'aws:SourceAccount': ACCOUNT}}
        trust = {'Effect': 'Allow', 'Principal': {'Service': service}, 'Action': 'sts:AssumeRole', 'Condition': condition}
        self.iam.create_role(RoleName='vmimport', AssumeRolePolicyDocument=json.dumps(document(trust)))
        read = allow(list(actions), [f'arn:aws:s3:::{bucket}', f'arn:aws:s3:::{bucket}/*'])
        images = allow(['ec2:ModifySnapshotAttribute', 'ec2:CopySnapshot', 'ec2:RegisterImage'], arns(*made))
        policy = json.dumps(document(read, images, allow('ec2:Describe*', Condition=HERE)))
        self.iam.put_role_policy(RoleName='vmimport', PolicyName='permissions', PolicyDocument=policy)

    def assert_no_role(self):
        with self.assertRaisesRegex(Exception, 'service role vmimport does not exist or does not have sufficient permissions'):
            self.ec2.import_image(**self.DISK)
        self.assert_refused('InvalidParameter', self.ec2.import_image, **self.DISK)

    def test_task_is_described_and_cancelled(self):
        self.role()
        tags = [{'ResourceType': 'import-image-task', 'Tags': [{'Key': 'k', 'Value': 'v'}]}]
        task = self.ec2.import_image(**self.DISK, Description='machine', TagSpecifications=tags)
        self.assertEqual((task['Status'], task['Tags']), ('active', [{'Key': 'k', 'Value': 'v'}]))
        identifier = {'ImportTaskIds': [task['ImportTaskId']]}
        [found] = self.ec2.describe_import_image_tasks(**identifier)['ImportImageTasks']
        self.assertEqual((found['Status'], found['Description']), ('active', 'machine'))
        self.assertEqual(found['SnapshotDetails'][0]['UserBucket'], {'S3Bucket': self.BUCKET, 'S3Key': self.KEY})
        self.assertEqual(self.ec2.cancel_import_task(ImportTaskId=task['ImportTaskId'])['PreviousState'], 'active')
        self.assertEqual(self.ec2.describe_import_image_tasks(**identifier)['ImportImageTasks'][0]['Status'], 'deleted')
        self.assert_refused('InvalidConversionTaskId', self.ec2.cancel_import_task, ImportTaskId='import-ami-0')

    def test_missing_role(self):
        self.assert_no_role()

    def test_role_with_another_trust(self):
        for trust in (
            {'condition': {'StringEquals': {'sts:ExternalId': 'another'}}},
            {'condition': {'StringEquals': {'aws:SourceAccount': '444455556666'}}},
            {'service': 'ec2.amazonaws.com'},
        ):
            self.role(**trust)
            self.assert_no_role()
            self.iam.delete_role_policy(RoleName='vmimport', PolicyName='permissions')
            self.iam.delete_role(RoleName='vmimport')

    def test_role_that_cannot_read_the_disk(self):
        self.role(bucket='another')
        self.assert_no_role()

    def test_role_that_cannot_make_the_image(self):
        self.role(made=('image/*',))
        self.assert_no_role()

    def test_role_that_cannot_decrypt_the_disk(self):
        self.role()
        key = self.server.client('kms').create_key()['KeyMetadata']['Arn']
        self.s3.put_object(Bucket=self.BUCKET, Key=self.KEY, Body=b'disk', ServerSideEncryption='aws:kms', SSEKMSKeyId=key)
        self.assert_no_role()
        decrypt = json.dumps(document(allow('kms:Decrypt', key)))
        self.iam.put_role_policy(RoleName='vmimport', PolicyName='decrypt', PolicyDocument=decrypt)
        self.ec2.import_image(**self.DISK)

    def test_missing_disk(self):
        self.role()
        missing = [{'UserBucket': {'S3Bucket': self.BUCKET, 'S3Key': 'missing'}}]
        self.assert_refused('InvalidParameter', self.ec2.import_image, DiskContainers=missing)

    def test_authorisation(self):
        self.role()
        passed = allow('iam:PassRole', f'arn:aws:iam::{ACCOUNT}:role/vmimport')
        self.refuses(self.as_user(allow('ec2:ImportImage', arn('image/*')), passed, name='without').import_image, **self.DISK)
        actions = ['ec2:ImportImage', 'ec2:CancelImportTask']
        ec2 = self.as_user(allow(actions, arns('image/*', 'import-image-task/*')), passed)
        ec2.cancel_import_task(ImportTaskId=ec2.import_image(**self.DISK)['ImportTaskId'])


class Ec2Conversion(Ec2, AdditionTest):
    addition = 'ec2_conversion'
    beside = ('ec2_authorization',)
    DISK = {
        'Image': {'Bytes': 1, 'Format': 'VHD', 'ImportManifestUrl': 'https://disks.s3.amazonaws.com/manifest.xml'},
        'Volume': {'Size': 1},
    }

    def test_volume(self):
        task = self.ec2.import_volume(AvailabilityZone='us-east-1a', **self.DISK)['ConversionTask']
        self.assertEqual((task['State'], task['ImportVolume']['Image']['Format']), ('active', 'VHD'))
        identifier = task['ConversionTaskId']
        self.ec2.cancel_conversion_task(ConversionTaskId=identifier)
        [found] = self.ec2.describe_conversion_tasks(ConversionTaskIds=[identifier])['ConversionTasks']
        self.assertEqual(found['State'], 'cancelled')
        self.assert_refused('InvalidConversionTaskId', self.ec2.cancel_conversion_task, ConversionTaskId='import-vol-0')

    def test_instance(self):
        task = self.ec2.import_instance(Platform='Windows', DiskImages=[self.DISK])['ConversionTask']
        self.assertEqual(task['ImportInstance']['Volumes'][0]['Image']['Size'], 1)
        self.assertEqual(len(self.ec2.describe_conversion_tasks()['ConversionTasks']), 1)
        self.assert_refused('MissingParameter', self.ec2.import_instance, DiskImages=[self.DISK])

    def test_authorisation(self):
        self.refuses(self.as_user(allow('ec2:ImportInstance', arn('instance/*')), name='without').import_instance, Platform='Windows')
        ec2 = self.as_user(allow(['ec2:ImportInstance', 'ec2:ImportVolume'], arns('instance/*', 'volume/*')))
        ec2.import_instance(Platform='Windows', DiskImages=[self.DISK])
        ec2.import_volume(AvailabilityZone='us-east-1a', **self.DISK)
        self.refuses(ec2.describe_conversion_tasks)


class Ec2Spot(Ec2, AdditionTest):
    addition = 'ec2_spot'
    beside = ('ec2_authorization', 'ec2_pass_role')
    NAMED = ('image/*', 'security-group/*', 'spot-instances-request/*', 'subnet/*')

    def specification(self, **more):
        network = {'SubnetId': self.subnet, 'SecurityGroupIds': [self.group]}
        return {'LaunchSpecification': {'ImageId': self.launch['ImageId'], 'InstanceType': 't3.small', **network, **more}}

    def test_request_is_fulfilled_and_cancelled(self):
        [request] = self.ec2.request_spot_instances(**self.specification(), SpotPrice='0.01')['SpotInstanceRequests']
        found = self.ec2.describe_instances(InstanceIds=[request['InstanceId']])['Reservations'][0]['Instances'][0]
        self.assertEqual((found['InstanceType'], found['SubnetId']), ('t3.small', self.subnet))
        identifier = {'SpotInstanceRequestIds': [request['SpotInstanceRequestId']]}
        self.ec2.cancel_spot_instance_requests(**identifier)
        [cancelled] = self.ec2.describe_spot_instance_requests(**identifier)['SpotInstanceRequests']
        self.assertEqual(cancelled['State'], 'cancelled')

    def test_authorisation(self):
        self.iam.create_service_linked_role(AWSServiceName='spot.amazonaws.com')
        for missing in self.NAMED:
            kept = arns(*(each for each in self.NAMED if each != missing))
            ec2 = self.as_user(allow('ec2:RequestSpotInstances', kept), name=missing.partition('/')[0])
            self.refuses(ec2.request_spot_instances, **self.specification())
        ec2 = self.as_user(allow('ec2:RequestSpotInstances', arns(*self.NAMED)))
        ec2.request_spot_instances(**self.specification())
        self.refuses(ec2.request_spot_instances, **self.specification(**self.profile()))

    def test_service_linked_role(self):
        allowed = allow('ec2:RequestSpotInstances')
        self.refuses(self.as_user(allowed, name='without').request_spot_instances, **self.specification())
        create = allow('iam:CreateServiceLinkedRole', Condition={'StringEquals': {'iam:AWSServiceName': 'spot.amazonaws.com'}})
        self.as_user(allowed, create).request_spot_instances(**self.specification())
        self.as_user(allowed, name='second').request_spot_instances(**self.specification())
