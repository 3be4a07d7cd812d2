"""CloudFormation's bucket properties as the XML bodies of the S3 API, so that MiniStack's own S3 stores and checks them."""

from xml.sax.saxutils import escape

NAMESPACE = ' xmlns="http://s3.amazonaws.com/doc/2006-03-01/"'


def document(root, content):
    """A request body. `content` is a tree of dictionaries; a list repeats its element, None leaves it out."""
    inner = ''.join(_element(tag, value) for tag, value in content.items())
    return f'<{root}{NAMESPACE}>{inner}</{root}>'.encode()


def _element(tag, value):
    if value is None:
        return ''
    if isinstance(value, list):
        return ''.join(_element(tag, item) for item in value)
    if isinstance(value, dict):
        return f'<{tag}>{"".join(_element(child, item) for child, item in value.items())}</{tag}>'
    if isinstance(value, bool):
        value = str(value).lower()
    return f'<{tag}>{escape(str(value))}</{tag}>'


def encryption(configuration, default_key):
    """`default_key`: what S3 uses for aws:kms when the template names no key, the account's aws/s3 key."""

    def rule(source):
        default = source.get('ServerSideEncryptionByDefault')
        if default:
            key = default.get('KMSMasterKeyID') or (default_key if default['SSEAlgorithm'] == 'aws:kms' else None)
            default = {'SSEAlgorithm': default['SSEAlgorithm'], 'KMSMasterKeyID': key}
        more = {name: source.get(name) for name in ('BucketKeyEnabled', 'BlockedEncryptionTypes')}
        return {'ApplyServerSideEncryptionByDefault': default, **more}

    rules = [rule(source) for source in configuration['ServerSideEncryptionConfiguration']]
    return document('ServerSideEncryptionConfiguration', {'Rule': rules})


def versioning(status):
    return document('VersioningConfiguration', {'Status': status})


def object_lock(configuration):
    retention = (configuration.get('Rule') or {}).get('DefaultRetention')
    rule = {'DefaultRetention': {key: retention.get(key) for key in ('Mode', 'Days', 'Years')}} if retention else None
    return document('ObjectLockConfiguration', {'ObjectLockEnabled': 'Enabled', 'Rule': rule})


def logging(configuration, bucket):
    target = {'TargetBucket': configuration.get('DestinationBucketName', bucket), 'TargetPrefix': configuration.get('LogFilePrefix', '')}
    return document('BucketLoggingStatus', {'LoggingEnabled': target})


def ownership(configuration):
    return document('OwnershipControls', {'Rule': [{'ObjectOwnership': rule['ObjectOwnership']} for rule in configuration['Rules']]})


def tagging(tags):
    return document('Tagging', {'TagSet': {'Tag': [{'Key': tag['Key'], 'Value': tag['Value']} for tag in tags]}})


def lifecycle(configuration):
    return document('LifecycleConfiguration', {'Rule': [_lifecycle_rule(rule) for rule in configuration['Rules']]})


def _lifecycle_rule(rule):
    expiration = {
        'Date': rule.get('ExpirationDate'),
        'Days': rule.get('ExpirationInDays'),
        'ExpiredObjectDeleteMarker': rule.get('ExpiredObjectDeleteMarker'),
    }
    return {
        'ID': rule.get('Id'),
        'Status': rule['Status'],
        'Filter': _lifecycle_filter(rule),
        'Transition': [_transition(item) for item in rule.get('Transitions', [])],
        'NoncurrentVersionTransition': [_noncurrent_transition(item) for item in rule.get('NoncurrentVersionTransitions', [])],
        'Expiration': expiration if any(value is not None for value in expiration.values()) else None,
        'NoncurrentVersionExpiration': rule.get('NoncurrentVersionExpiration'),
        'AbortIncompleteMultipartUpload': rule.get('AbortIncompleteMultipartUpload'),
    }


def _lifecycle_filter(rule):
    """S3 wants several criteria inside <And>, a single one without it, and an empty prefix for a rule about all objects."""
    tags = [{'Key': tag['Key'], 'Value': tag['Value']} for tag in rule.get('TagFilters', [])]
    criteria = {key: rule[key] for key in ('Prefix', 'ObjectSizeGreaterThan', 'ObjectSizeLessThan') if key in rule}
    count = len(criteria) + len(tags)
    if tags:
        criteria['Tag'] = tags
    if count > 1:
        return {'And': criteria}
    return criteria or {'Prefix': ''}


def _transition(item):
    return {'Date': item.get('TransitionDate'), 'Days': item.get('TransitionInDays'), 'StorageClass': item['StorageClass']}


def _noncurrent_transition(item):
    return {
        'NoncurrentDays': item['TransitionInDays'],
        'NewerNoncurrentVersions': item.get('NewerNoncurrentVersions'),
        'StorageClass': item['StorageClass'],
    }
