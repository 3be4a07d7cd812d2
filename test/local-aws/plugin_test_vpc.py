"""Tests of networks in templates."""

import json

from plugin_test_case import AdditionTest, MiniStackTest, document, resource
from plugin_test_server import REGION


def network(**more):
    """What CDK makes of a VPC with one public subnet and a gateway endpoint of S3."""
    vpc, table = {'Ref': 'Vpc'}, {'Ref': 'Table'}
    route = resource('EC2::Route', RouteTableId=table, DestinationCidrBlock='0.0.0.0/0', GatewayId={'Ref': 'Gateway'})
    zone = {'Fn::Select': [0, {'Fn::GetAZs': ''}]}
    return {
        'Vpc': resource('EC2::VPC', CidrBlock='10.9.0.0/16', EnableDnsHostnames=True, EnableDnsSupport=True, InstanceTenancy='default'),
        'Subnet': resource('EC2::Subnet', VpcId=vpc, CidrBlock='10.9.0.0/24', AvailabilityZone=zone, MapPublicIpOnLaunch=True),
        'Gateway': resource('EC2::InternetGateway', Tags=[{'Key': 'k', 'Value': 'v'}]),
        'Attachment': resource('EC2::VPCGatewayAttachment', VpcId=vpc, InternetGatewayId={'Ref': 'Gateway'}),
        'Table': resource('EC2::RouteTable', VpcId=vpc),
        'Association': resource('EC2::SubnetRouteTableAssociation', RouteTableId=table, SubnetId={'Ref': 'Subnet'}),
        'Route': {**route, 'DependsOn': ['Attachment']},
        **more,
    }


def endpoint(policy=None, table='Table'):
    service = {'Fn::Join': ['', ['com.amazonaws.', {'Ref': 'AWS::Region'}, '.s3']]}
    properties = {'VpcId': {'Ref': 'Vpc'}, 'ServiceName': service, 'VpcEndpointType': 'Gateway', 'RouteTableIds': [{'Ref': table}]}
    return resource('EC2::VPCEndpoint', **properties, **({'PolicyDocument': policy} if policy else {}))


def group(**more):
    return resource('EC2::SecurityGroup', GroupDescription='g', VpcId={'Ref': 'Vpc'}, **more)


def rule(port, **more):
    return {'IpProtocol': 'tcp', 'FromPort': port, 'ToPort': port, **more}


class NetworkTest:
    def setUp(self):
        super().setUp()
        self.ec2 = self.server.client('ec2')

    def rules(self, identifier):
        found = self.ec2.describe_security_groups(GroupIds=[identifier])['SecurityGroups'][0]
        return found['IpPermissions'], found['IpPermissionsEgress']


class Network(NetworkTest, MiniStackTest):
    OUTPUTS = {name: {'Ref': name} for name in ('Vpc', 'Subnet', 'Gateway', 'Table')}

    def test_network_is_read_back_and_leaves_nothing(self):
        outputs = self.assert_deploys(network(), self.OUTPUTS)
        [subnet] = self.ec2.describe_subnets(SubnetIds=[outputs['Subnet']])['Subnets']
        self.assertEqual((subnet['VpcId'], subnet['CidrBlock']), (outputs['Vpc'], '10.9.0.0/24'))
        self.assertTrue(subnet['MapPublicIpOnLaunch'])
        self.assertEqual(subnet['AvailabilityZone'], f'{REGION}a')
        [gateway] = self.ec2.describe_internet_gateways(InternetGatewayIds=[outputs['Gateway']])['InternetGateways']
        self.assertEqual([each['VpcId'] for each in gateway['Attachments']], [outputs['Vpc']])
        [table] = self.ec2.describe_route_tables(RouteTableIds=[outputs['Table']])['RouteTables']
        self.assertIn(('0.0.0.0/0', outputs['Gateway']), [(each['DestinationCidrBlock'], each['GatewayId']) for each in table['Routes']])
        self.assertEqual([each['SubnetId'] for each in table['Associations']], [outputs['Subnet']])
        hostnames = self.ec2.describe_vpc_attribute(VpcId=outputs['Vpc'], Attribute='enableDnsHostnames')
        self.assertTrue(hostnames['EnableDnsHostnames']['Value'])
        self.assertIsNone(self.server.destroy())
        self.assertNotIn(outputs['Vpc'], [vpc['VpcId'] for vpc in self.ec2.describe_vpcs()['Vpcs']])

    def test_rules_inside_a_group(self):
        ingress, egress = rule(22, CidrIp='192.0.2.1/32', Description='proxy'), rule(443, CidrIp='0.0.0.0/0')
        resources = network(Group=group(SecurityGroupIngress=[ingress], SecurityGroupEgress=[egress]))
        outputs = self.assert_deploys(resources, {'Group': {'Ref': 'Group'}})
        found_ingress, found_egress = self.rules(outputs['Group'])
        self.assertEqual(found_ingress[0]['IpRanges'], [{'CidrIp': '192.0.2.1/32', 'Description': 'proxy'}])
        self.assertEqual([each['FromPort'] for each in found_egress], [443])


class Vpc(NetworkTest, AdditionTest):
    addition = 'vpc'

    def test_attributes(self):
        outputs = {'Cidr': {'Fn::GetAtt': ['Vpc', 'CidrBlock']}, 'Of': {'Fn::GetAtt': ['Subnet', 'VpcId']}, 'Vpc': {'Ref': 'Vpc'}}
        found = self.assert_deploys(network(), outputs)
        self.assertEqual((found['Cidr'], found['Of']), ('10.9.0.0/16', found['Vpc']))


class FlowLog(NetworkTest, AdditionTest):
    addition = 'flow_log'

    def test_flow_log_is_read_back_retagged_and_deleted(self):
        def log(tag):
            destination = {'LogDestinationType': 's3', 'LogDestination': 'arn:aws:s3:::logs', 'TrafficType': 'ALL'}
            tags = [{'Key': 'Name', 'Value': tag}]
            return resource('EC2::FlowLog', ResourceId={'Ref': 'Vpc'}, ResourceType='VPC', Tags=tags, **destination)

        for tag in ('one', 'other'):
            vpc = self.assert_deploys(network(Log=log(tag)), {'Vpc': {'Ref': 'Vpc'}}, update=tag == 'other')['Vpc']
            [found] = self.ec2.describe_flow_logs()['FlowLogs']
            self.assertEqual((found['ResourceId'], found['LogDestination']), (vpc, 'arn:aws:s3:::logs'))
            self.assertEqual(found['Tags'], [{'Key': 'Name', 'Value': tag}])
        self.assert_deploys(network(), update=True)
        self.assertEqual(self.ec2.describe_flow_logs()['FlowLogs'], [])


class VpcEndpoint(NetworkTest, AdditionTest):
    addition = 'vpc_endpoint'

    def policy(self):
        return json.loads(self.ec2.describe_vpc_endpoints()['VpcEndpoints'][0]['PolicyDocument'])

    def test_policy_is_read_back(self):
        read = document({'Effect': 'Allow', 'Principal': '*', 'Action': 's3:GetObject', 'Resource': 'arn:aws:s3:::bucket/*'})
        self.assert_deploys(network(Endpoint=endpoint(read)))
        self.assertEqual(self.policy(), read)
        self.assert_deploys(network(Endpoint=endpoint()), update=True)
        self.assertEqual(self.policy()['Statement'][0]['Action'], '*')

    def test_second_endpoint_on_a_route_table(self):
        self.assert_fails(network(One=endpoint(), Two={**endpoint(), 'DependsOn': ['One']}), 'RouteAlreadyExists')

    def test_update_onto_a_taken_route_table(self):
        other = {'OtherTable': resource('EC2::RouteTable', VpcId={'Ref': 'Vpc'})}
        self.assert_deploys(network(**other, One=endpoint(), Two=endpoint(table='OtherTable')))
        self.assert_fails(network(**other, One=endpoint(), Two=endpoint()), 'RouteAlreadyExists', update=True)


class SecurityGroupRules(NetworkTest, AdditionTest):
    addition = 'security_group_rules'

    def resources(self, port=22, **more):
        rules = {
            'Ingress': resource('EC2::SecurityGroupIngress', GroupId={'Ref': 'Group'}, **rule(port, CidrIp='192.0.2.1/32')),
            'Egress': resource('EC2::SecurityGroupEgress', GroupId={'Ref': 'Group'}, **rule(443, CidrIp='0.0.0.0/0')),
        }
        return network(Group=group(), **rules, **more)

    def test_rules_beside_a_group(self):
        identifier = self.assert_deploys(self.resources(), {'Group': {'Ref': 'Group'}})['Group']
        ingress, egress = self.rules(identifier)
        self.assertEqual([(each['FromPort'], each['IpRanges'][0]['CidrIp']) for each in ingress], [(22, '192.0.2.1/32')])
        self.assertEqual([each['FromPort'] for each in egress], [443])
        self.assert_deploys(self.resources(port=2222), update=True)
        self.assertEqual([each['FromPort'] for each in self.rules(identifier)[0]], [2222])
        self.assert_deploys(network(Group=group()), update=True)
        self.assertEqual(self.rules(identifier)[0], [])

    def test_refused_rules(self):
        twice = {**self.resources()['Ingress'], 'DependsOn': ['Ingress']}
        self.assert_fails(self.resources(Twice=twice), 'InvalidPermission.Duplicate')
        self.server.reset()
        missing = resource('EC2::SecurityGroupIngress', GroupId='sg-0', **rule(22, CidrIp='192.0.2.1/32'))
        self.assert_fails({'Ingress': missing}, 'InvalidGroup.NotFound')
