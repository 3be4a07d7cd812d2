"""Tests of the constraints of parameters, the rules of a template and capabilities, which MiniStack applies by itself.

As https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html and rules-section-structure.html say.
"""

import json

from botocore.exceptions import ClientError

from plugin_test_case import MiniStackTest, resource
from plugin_test_server import ACCOUNT

CONSTRAINT = {'ConstraintDescription': 'is described'}


class ParametersAndRules(MiniStackTest):
    def create(self, parameter, value, rule=None, resources=None, **options):
        template = {
            'Parameters': {'P': {'Type': 'String', **CONSTRAINT, **parameter}},
            'Resources': resources or {'Bucket': resource('S3::Bucket', Tags=[{'Key': 'p', 'Value': {'Ref': 'P'}}])},
        }
        if rule:
            template['Rules'] = {'Rule': {'Assertions': [{'Assert': rule, 'AssertDescription': 'is asserted'}]}}
        given = [] if value is None else [{'ParameterKey': 'P', 'ParameterValue': value}]
        self.server.client('cloudformation').create_stack(
            StackName='stack', TemplateBody=json.dumps(template), Parameters=given, **options
        )

    def assert_invalid(self, says, *args, **options):
        with self.assertRaises(ClientError) as refused:
            self.create(*args, **options)
        self.assertEqual(refused.exception.response['Error']['Code'], 'ValidationError')
        self.assertIn(says, refused.exception.response['Error']['Message'])
        self.assertEqual(self.server.client('cloudformation').describe_stacks()['Stacks'], [])

    def test_a_pattern_matches_the_whole_value(self):
        self.assert_invalid('is described', {'AllowedPattern': '[a-z]+'}, 'abc1')
        self.assert_invalid('is described', {'AllowedPattern': '^(?!xn--)[a-z-]*$'}, 'xn--a')
        self.create({'AllowedPattern': '[a-z]+'}, 'abc')

    def test_lengths_and_ranges(self):
        self.assert_invalid('is described', {'MinLength': 2}, 'a')
        self.assert_invalid('is described', {'MaxLength': 2}, 'abc')
        number = {'Type': 'Number', 'MinValue': 1, 'MaxValue': 9}
        for value in ('0', '10'):
            self.assert_invalid('is described', number, value)
        self.assert_invalid('', number, 'many')
        self.create(number, '5')

    def test_allowed_values_and_a_value_that_is_missing(self):
        self.assert_invalid('', {'AllowedValues': ['a', 'b']}, 'c')
        self.assert_invalid('', {}, None)
        self.create({'AllowedValues': ['a', 'b']}, 'b')

    def test_a_rule(self):
        other = {'Fn::Not': [{'Fn::Equals': [{'Ref': 'P'}, {'Ref': 'AWS::AccountId'}]}]}
        self.assert_invalid('is asserted', {}, ACCOUNT, other)
        self.create({}, '444455556666', other)

    def test_capabilities(self):
        named = {'Group': resource('IAM::Group', GroupName={'Ref': 'P'})}
        for capabilities in ([], ['CAPABILITY_IAM']):
            with self.assertRaises(ClientError) as refused:
                self.create({}, 'group', resources=named, Capabilities=capabilities)
            self.assertEqual(refused.exception.response['Error']['Code'], 'InsufficientCapabilitiesException')
        self.create({}, 'group', resources=named, Capabilities=['CAPABILITY_NAMED_IAM'])
