"""ImportImage, DescribeImportImageTasks and CancelImportTask, which MiniStack lacks.

A task is a record: it stays active until it is cancelled, and makes no image. What AWS refuses at once is refused: no disk, a disk that is
not there, and a service role that does not exist, does not let VM Import in, or may not read the disk.
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ImportImage.html
"""

import re

from ministack.core.responses import new_uuid
from ministack.services import ec2, s3

from plugin import cloudformation, ec2_api, vm_import_role
from plugin.ec2_api import Refusal, element, elements, members, parameter

_tasks = ec2_api.store()
_UNKNOWN = 'InvalidConversionTaskId'


def install() -> None:
    ec2_api.operation('ImportImage', _import)
    ec2_api.operation('DescribeImportImageTasks', _describe)
    ec2_api.operation('CancelImportTask', _cancel)


def _import(parameters):
    disks = _disks(parameters)
    if not disks:
        raise Refusal('MissingParameter', 'The request must contain the parameter diskContainers')
    role = parameter(parameters, 'RoleName') or 'vmimport'
    objects = [(disk['UserBucket.S3Bucket'], disk['UserBucket.S3Key']) for disk in disks if 'UserBucket.S3Bucket' in disk]
    if not vm_import_role.sufficient(role, objects, cloudformation.region(), cloudformation.account_id()):
        raise Refusal(
            'InvalidParameter',
            f'The service role {role} does not exist or does not have sufficient permissions for the service to continue',
        )
    for bucket, key in objects:
        if key not in s3._buckets.get(bucket, {}).get('objects', {}):
            raise Refusal('InvalidParameter', f'The object {key} does not exist in the bucket {bucket}')
    identifier = f'import-ami-{new_uuid().replace("-", "")[:17]}'
    _tasks[identifier] = {
        'importTaskId': identifier,
        'architecture': parameter(parameters, 'Architecture') or None,
        'description': parameter(parameters, 'Description') or None,
        'encrypted': parameter(parameters, 'Encrypted') or None,
        'kmsKeyId': parameter(parameters, 'KmsKeyId') or None,
        'licenseType': parameter(parameters, 'LicenseType') or None,
        'platform': parameter(parameters, 'Platform') or None,
        'progress': '1',
        'snapshotDetailSet': [_snapshot_detail(disk) for disk in disks],
        'status': 'active',
        'statusMessage': 'pending',
    }
    ec2._parse_tag_specs(parameters, 'import-image-task', identifier)
    return _xml(_tasks[identifier])


def _disks(parameters):
    """[{'Format': ..., 'UserBucket.S3Bucket': ...}] of DiskContainer.N."""
    found = {}
    for name in parameters:
        matched = re.fullmatch(r'DiskContainer\.(\d+)\.(.+)', name)
        if matched:
            found.setdefault(int(matched[1]), {})[matched[2]] = parameter(parameters, name)
    return [found[number] for number in sorted(found)]


def _snapshot_detail(disk):
    detail = {
        'format': disk.get('Format'),
        'description': disk.get('Description'),
        'deviceName': disk.get('DeviceName'),
        'url': disk.get('Url'),
    }
    if 'UserBucket.S3Bucket' in disk:
        detail['userBucket'] = {'s3Bucket': disk['UserBucket.S3Bucket'], 's3Key': disk['UserBucket.S3Key']}
    return detail


def _xml(task):
    return elements({**task, 'tagSet': ec2_api.tag_set(task['importTaskId'])})


def _describe(parameters):
    chosen = ec2_api.chosen(_tasks, members(parameters, 'ImportTaskId'), _UNKNOWN)
    return f'<importImageTaskSet>{"".join(f"<item>{_xml(task)}</item>" for task in chosen)}</importImageTaskSet>'


def _cancel(parameters):
    identifier = parameter(parameters, 'ImportTaskId')
    [task] = ec2_api.chosen(_tasks, [identifier], _UNKNOWN)
    previous = task['status']
    reason = parameter(parameters, 'CancelReason')
    task.update(status='deleted', statusMessage=f'Cancelled: {reason}' if reason else 'Cancelled')
    return element('importTaskId', identifier) + element('state', 'cancelling') + element('previousState', previous)
