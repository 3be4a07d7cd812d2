"""ImportVolume, ImportInstance, DescribeConversionTasks and CancelConversionTask, which MiniStack lacks.

A task is a record: it stays active until it is cancelled, and makes no volume.
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ImportInstance.html
"""

from ministack.core.responses import new_uuid

from plugin import ec2_api
from plugin.ec2_api import element, members, parameter

_tasks = ec2_api.store()
_UNKNOWN = 'InvalidConversionTaskId'


def install() -> None:
    ec2_api.operation('ImportVolume', _import_volume)
    ec2_api.operation('ImportInstance', _import_instance)
    ec2_api.operation('DescribeConversionTasks', _describe)
    ec2_api.operation('CancelConversionTask', _cancel)


def _import_volume(parameters):
    details = {'availabilityZone': _required(parameters, 'AvailabilityZone'), 'bytesConverted': '0', **_disk(parameters, '')}
    return _start('import-vol', {'importVolume': {**details, 'description': parameter(parameters, 'Description') or None}})


def _import_instance(parameters):
    details = {
        'description': parameter(parameters, 'Description') or None,
        'platform': _required(parameters, 'Platform'),
        'volumes': [
            {'bytesConverted': '0', 'status': 'active', **_disk(parameters, f'DiskImage.{number}.')} for number in _disks(parameters)
        ],
    }
    return _start('import-i', {'importInstance': details})


def _disks(parameters):
    return sorted({name.split('.')[1] for name in parameters if name.startswith('DiskImage.')})


def _disk(parameters, prefix):
    image = {
        'format': _required(parameters, f'{prefix}Image.Format'),
        'importManifestUrl': _required(parameters, f'{prefix}Image.ImportManifestUrl'),
        'size': _required(parameters, f'{prefix}Image.Bytes'),
    }
    return {'image': image, 'volume': {'size': _required(parameters, f'{prefix}Volume.Size')}}


def _required(parameters, name):
    value = parameter(parameters, name)
    if not value:
        raise ec2_api.Refusal('MissingParameter', f'The request must contain the parameter {name}')
    return value


def _start(prefix, details):
    identifier = f'{prefix}-{new_uuid().replace("-", "")[:17]}'
    _tasks[identifier] = {'conversionTaskId': identifier, **details, 'state': 'active', 'statusMessage': 'Pending'}
    return element('conversionTask', _tasks[identifier])


def _describe(parameters):
    return element('conversionTasks', ec2_api.chosen(_tasks, members(parameters, 'ConversionTaskId'), _UNKNOWN))


def _cancel(parameters):
    [task] = ec2_api.chosen(_tasks, [parameter(parameters, 'ConversionTaskId')], _UNKNOWN)
    reason = parameter(parameters, 'ReasonMessage')
    task.update(state='cancelled', statusMessage=reason or 'Cancelled')
    return element('return', 'true')
