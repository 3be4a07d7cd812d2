"""Tags in a call that makes something need ec2:CreateTags on it as well, with the call in ec2:CreateAction. MiniStack asks for nothing."""

from plugin import authorization, ec2_resources
from plugin.ec2_authorization import request_tag_keys, tag_specifications


def install() -> None:
    authorization.judge('ec2', _judge)


def _judge(call, checks):
    return [*checks, *(_create_tags(call, kind, tags, checks) for kind, tags in tag_specifications(call).items() if tags)]


def _create_tags(call, kind, tags, checks):
    resource = ec2_resources.arn(kind, '*', call.region, call.account)
    of_resource = next((check.keys for check in checks if check.resource == resource), {'ec2:Region': call.region})
    return authorization.Check(
        'ec2:CreateTags', resource, {**of_resource, 'ec2:CreateAction': call.parameters['Action'], **request_tag_keys(tags)}
    )
