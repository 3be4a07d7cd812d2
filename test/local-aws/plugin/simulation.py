"""IAM SimulatePrincipalPolicy: permissions boundary, condition keys, the resource policy (for users only, as on AWS), every resource.

MiniStack reads the first resource, none of the condition keys, no boundary and no resource policy. It also lets everybody ask who may call the
action for some principal; on AWS, the permission names the principal.
https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
"""

from dataclasses import replace
from xml.sax.saxutils import escape

from ministack.core import iam_evaluator
from ministack.services import iam

from plugin import authorization, cloudformation, iam_api

_DECISIONS = {'Allow': 'allowed', 'Deny': 'explicitDeny', 'ImplicitDeny': 'implicitDeny'}


def install() -> None:
    iam._IAM_HANDLERS['SimulatePrincipalPolicy'] = _simulate
    authorization.judge('iam', _judge)


def _judge(call, checks):
    source = call.parameters.get('PolicySourceArn')
    return [replace(check, resource=source) if check.action == 'iam:SimulatePrincipalPolicy' and source else check for check in checks]


def _simulate(parameters):
    arn = iam_api.parameter(parameters, 'PolicySourceArn')
    kind, name = arn.split(':')[5].split('/')[0], arn.rsplit('/', 1)[-1]
    store = {'user': iam._users, 'role': iam._roles}.get(kind, {})
    if name not in store:
        return iam_api.refusal('NoSuchEntity', f'The {kind} with name {name} cannot be found.', 404)
    policy = iam_api.parameter(parameters, 'ResourcePolicy')
    if policy and kind != 'user':
        return iam_api.refusal('InvalidInput', 'Simulation of resource-based policies is not supported for IAM roles.', 400)
    account = cloudformation.account_id()
    gather = {'user': iam_evaluator._gather_user_policies, 'role': iam_evaluator._gather_role_policies}[kind]
    policies, limits = gather(name, account), iam_evaluator._permissions_boundary(store, name, account)
    results = [
        _result(context, iam_evaluator.evaluate(context, policies, *limits), policy, limits)
        for context in _contexts(parameters, arn, kind, account)
    ]
    body = f'<EvaluationResults>{"".join(results)}</EvaluationResults><IsTruncated>false</IsTruncated>'
    return iam._xml(200, 'SimulatePrincipalPolicyResponse', f'<SimulatePrincipalPolicyResult>{body}</SimulatePrincipalPolicyResult>', ns='iam')


def _contexts(parameters, arn, kind, account):
    keys = _keys(parameters)
    for action in _list(parameters, 'ActionNames'):
        for resource in _list(parameters, 'ResourceArns') or ['*']:
            yield iam_evaluator.EvalContext(
                principal_arn=arn,
                principal_type='User' if kind == 'user' else 'AssumedRole',
                principal_account=account,
                action=action,
                resource_arn=resource,
                region=cloudformation.region(),
                source_ip=keys.get('aws:sourceip', ''),
                secure_transport=keys.get('aws:securetransport') == 'true',
                service_context={'aws:tagkeys': None, 'aws:tokenissuetime': None, **keys},
            )


def _result(context, decision, policy, limits):
    if policy:
        decision = iam_evaluator.combine_resource_policy(decision, context, policy, context.principal_account, limits=limits)
    return (
        f'<member><EvalActionName>{context.action}</EvalActionName><EvalResourceName>{escape(context.resource_arn)}</EvalResourceName>'
        f'<EvalDecision>{_DECISIONS[decision.decision]}</EvalDecision><MatchedStatements/><MissingContextValues/></member>'
    )


def _list(parameters, name):
    values, number = [], 1
    while value := iam_api.parameter(parameters, f'{name}.member.{number}'):
        values.append(value)
        number += 1
    return values


def _keys(parameters):
    keys, number = {}, 1
    while name := iam_api.parameter(parameters, f'ContextEntries.member.{number}.ContextKeyName'):
        keys[name.lower()] = iam_api.parameter(parameters, f'ContextEntries.member.{number}.ContextKeyValues.member.1')
        number += 1
    return keys
