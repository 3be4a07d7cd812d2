"""Tests of the additions to AWS Lambda, and to the simulation of policies that a function asks for."""

import json

from plugin_test_case import AdditionTest, document, allow, resource
from plugin_test_server import ACCOUNT

CODE = """
const https = require('https');
const { setTimeout: sleep } = require('timers/promises');
const { S3 } = require('@aws-sdk/client-s3');

exports.handler = async ({ LogicalResourceId, PhysicalResourceId, RequestId, ResponseURL, StackId }) => {
  const started = Date.now();
  await sleep(60000);
  const seen = await new S3({}).listBuckets({}).then(() => 'listed', ({ name }) => name);
  const body = JSON.stringify({
    Status: 'SUCCESS', PhysicalResourceId: 'made', LogicalResourceId, RequestId, StackId, Data: { seen, quick: String(Date.now() - started < 30000) },
  });
  await new Promise((resolve) => https.request(ResponseURL, { method: 'PUT' }, (got) => got.resume().on('end', resolve)).end(body));
};
"""
TRUST = document({'Effect': 'Allow', 'Principal': {'Service': 'lambda.amazonaws.com'}, 'Action': 'sts:AssumeRole'})


class LambdaRuntime(AdditionTest):
    addition = 'lambda_runtime'

    def run_as(self, *statements):
        policies = [{'PolicyName': 'p', 'PolicyDocument': document(*statements)}] if statements else []
        function = resource(
            'Lambda::Function', Code={'ZipFile': CODE}, Handler='index.handler', Runtime='nodejs24.x', Timeout=120, Role={'Fn::GetAtt': ['Role', 'Arn']}
        )
        custom = {'Type': 'Custom::Asked', 'Properties': {'ServiceToken': {'Fn::GetAtt': ['Function', 'Arn']}, 'ServiceTimeout': '20'}}
        resources = {
            'Role': resource('IAM::Role', AssumeRolePolicyDocument=TRUST, Policies=policies),
            'Function': function,
            'Custom': custom,
        }
        outputs = {'Seen': {'Fn::GetAtt': ['Custom', 'seen']}, 'Quick': {'Fn::GetAtt': ['Custom', 'quick']}}
        return self.assert_deploys(resources, outputs)

    def test_function_has_the_sdk_and_the_permissions_of_its_role(self):
        self.assertEqual(self.run_as(allow('s3:ListAllMyBuckets')), {'Seen': 'listed', 'Quick': 'true'})

    def test_function_has_no_other_permission(self):
        self.assertEqual(self.run_as()['Seen'], 'AccessDenied')


class Simulation(AdditionTest):
    addition = 'simulation'

    def simulate(self, arn, action='s3:GetObject', resources=('arn:aws:s3:::b/x',), client=None, **more):
        answer = (client or self.iam).simulate_principal_policy(
            PolicySourceArn=arn, ActionNames=[action], ResourceArns=list(resources), **more
        )
        return [result['EvalDecision'] for result in answer['EvaluationResults']]

    def arn_of(self, name, *statements):
        self.user(name, *statements)
        return f'arn:aws:iam::{ACCOUNT}:user/{name}'

    def test_condition_keys_are_those_given(self):
        condition = {'StringEquals': {'aws:ResourceAccount': ACCOUNT}}
        arn = self.arn_of('u', allow('s3:GetObject', Condition=condition))
        entry = {'ContextKeyName': 'aws:PrincipalTag/team', 'ContextKeyType': 'string', 'ContextKeyValues': ['a']}
        self.assertEqual(self.simulate(arn), ['allowed'])
        arn = self.arn_of('v', allow('s3:GetObject', Condition={'StringEquals': {'aws:PrincipalTag/team': 'a'}}))
        self.assertEqual(self.simulate(arn, ContextEntries=[entry]), ['allowed'])
        self.assertEqual(self.simulate(arn), ['implicitDeny'])

    def test_every_resource_is_judged(self):
        arn = self.arn_of('u', allow('s3:GetObject', 'arn:aws:s3:::b/*'))
        self.assertEqual(self.simulate(arn, resources=['arn:aws:s3:::b/x', 'arn:aws:s3:::c/x']), ['allowed', 'implicitDeny'])

    def test_boundary_limits(self):
        arn = self.arn_of('u', allow('s3:*'))
        boundary = self.iam.create_policy(PolicyName='b', PolicyDocument=json.dumps(document(allow('s3:ListBucket'))))['Policy']['Arn']
        self.iam.put_user_permissions_boundary(UserName='u', PermissionsBoundary=boundary)
        self.assertEqual(self.simulate(arn), ['implicitDeny'])

    def test_resource_policy_denies_a_user(self):
        arn = self.arn_of('u', allow('s3:*'))
        deny = {'Effect': 'Deny', 'Principal': '*', 'Action': 's3:GetObject', 'Resource': 'arn:aws:s3:::b/*'}
        self.assertEqual(self.simulate(arn, ResourcePolicy=json.dumps(document(deny))), ['explicitDeny'])

    def test_resource_policy_is_refused_for_a_role(self):
        self.iam.create_role(RoleName='r', AssumeRolePolicyDocument=json.dumps(TRUST))
        policy = json.dumps(document({'Effect': 'Deny', 'Principal': '*', 'Action': 's3:*', 'Resource': '*'}))
        self.assert_refused('InvalidInput', self.simulate, arn=f'arn:aws:iam::{ACCOUNT}:role/r', ResourcePolicy=policy)

    def test_permission_names_the_principal(self):
        self.arn_of('other')
        arn = self.arn_of('u')
        asking = self.server.client('iam', self.user('asking', allow('iam:SimulatePrincipalPolicy', arn)))
        self.assertEqual(self.simulate(arn, client=asking), ['implicitDeny'])
        self.assert_refused('AccessDenied', self.simulate, arn=f'arn:aws:iam::{ACCOUNT}:user/other', client=asking)
