"""RequestSpotInstances, DescribeSpotInstanceRequests and CancelSpotInstanceRequests: MiniStack lacks them, or answers with nothing.

A request is fulfilled at once. The first one in an account needs the service-linked role of EC2 Spot: who may create it gets it created.
https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/service-linked-roles-spot-instance-requests.html
"""

from ministack.core.responses import new_uuid
from ministack.services import ec2, iam

from plugin import authorization, cloudformation, ec2_api, iam_api
from plugin.ec2_api import element, members, parameter

_requests = ec2_api.store()
_SERVICE = 'spot.amazonaws.com'
_PATH = f'/aws-service-role/{_SERVICE}/'
_UNKNOWN = 'InvalidSpotInstanceRequestID.NotFound'
_LAUNCH = 'LaunchSpecification.'


def install() -> None:
    authorization.judge('ec2', _judge)
    ec2_api.operation('RequestSpotInstances', _request)
    ec2_api.operation('DescribeSpotInstanceRequests', _describe)
    ec2_api.operation('CancelSpotInstanceRequests', _cancel)


def _judge(call, checks):
    if call.parameters.get('Action') != 'RequestSpotInstances' or _has_role():
        return checks
    role = f'arn:aws:iam::{call.account}:role{_PATH}AWSServiceRoleForEC2Spot'
    return [*checks, authorization.Check('iam:CreateServiceLinkedRole', role, {'iam:AWSServiceName': _SERVICE})]


def _has_role():
    # By its path: MiniStack gives it another name than AWS.
    return any(role['Path'] == _PATH for role in iam._roles.values())


def _request(parameters):
    if not _has_role():
        iam_api.call('CreateServiceLinkedRole', AWSServiceName=_SERVICE)
    profile, refused = ec2._resolve_iam_instance_profile(
        iam_arn=parameter(parameters, f'{_LAUNCH}IamInstanceProfile.Arn'),
        iam_name=parameter(parameters, f'{_LAUNCH}IamInstanceProfile.Name'),
        allow_missing=True,
    )
    if refused:
        raise ec2_api.Refusal('InvalidParameterValue', 'Invalid IAM Instance Profile')
    launched = ec2._launch_instances_internal(
        image_id=parameter(parameters, f'{_LAUNCH}ImageId'),
        instance_type=parameter(parameters, f'{_LAUNCH}InstanceType') or 'm1.small',
        subnet_id=parameter(parameters, f'{_LAUNCH}SubnetId') or ec2._DEFAULT_SUBNET_ID,
        count=int(parameter(parameters, 'InstanceCount') or 1),
        key_name=parameter(parameters, f'{_LAUNCH}KeyName'),
        user_data=parameter(parameters, f'{_LAUNCH}UserData'),
        sg_ids=members(parameters, f'{_LAUNCH}SecurityGroupId'),
        iam_profile=profile,
    )
    return element('spotInstanceRequestSet', [_view(_record(instance, parameters)) for instance in launched])


def _record(instance, parameters):
    identifier = f'sir-{new_uuid().replace("-", "")[:8]}'
    _requests[identifier] = {
        'spotInstanceRequestId': identifier,
        'spotPrice': parameter(parameters, 'SpotPrice') or None,
        'type': parameter(parameters, 'Type') or 'one-time',
        'state': 'active',
        'status': {'code': 'fulfilled', 'message': 'Your spot request is fulfilled.'},
        'instanceId': instance['InstanceId'],
        'launchSpecification': {'imageId': instance['ImageId'], 'instanceType': instance['InstanceType'], 'subnetId': instance['SubnetId']},
        'launchedAvailabilityZone': f'{cloudformation.region()}a',
        'createTime': instance['LaunchTime'],
        'productDescription': 'Linux/UNIX',
    }
    ec2._parse_tag_specs(parameters, 'spot-instances-request', identifier)
    return _requests[identifier]


def _view(request):
    return {**request, 'tagSet': ec2_api.tag_set(request['spotInstanceRequestId'])}


def _describe(parameters):
    chosen = ec2_api.chosen(_requests, members(parameters, 'SpotInstanceRequestId'), _UNKNOWN)
    return element('spotInstanceRequestSet', [_view(request) for request in chosen])


def _cancel(parameters):
    """The instance of a cancelled request runs on, as on AWS."""
    chosen = ec2_api.chosen(_requests, members(parameters, 'SpotInstanceRequestId'), _UNKNOWN)
    for request in chosen:
        request.update(state='cancelled', status={'code': 'request-canceled-and-instance-running', 'message': 'Canceled'})
    cancelled = [{'spotInstanceRequestId': request['spotInstanceRequestId'], 'state': 'cancelled'} for request in chosen]
    return element('spotInstanceRequestSet', cancelled)
