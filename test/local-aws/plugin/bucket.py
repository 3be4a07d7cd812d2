"""AWS::S3::Bucket: the properties that MiniStack's CloudFormation ignores, and the refusal to delete a bucket that holds objects."""

from ministack.services import s3

from plugin import cloudformation, s3_xml


def install() -> None:
    handler = cloudformation.handler_of('AWS::S3::Bucket')
    original_create, original_update = handler['create'], handler['update']

    def create(logical_id, properties, stack_name):
        name, attributes = original_create(logical_id, properties, stack_name)
        try:
            _apply(name, {}, properties)
        except ValueError:
            # A failed resource has no physical id, so that the roll-back would not find what it left behind.
            _delete(name, properties)
            raise
        return name, attributes

    def update(physical_id, old, new, stack_name, logical_id=None):
        name, attributes = cloudformation.call_update(handler, original_update, physical_id, old, new, stack_name, logical_id)
        _apply(name, old if name == physical_id else {}, new)
        return name, attributes

    handler.update(create=create, update=update, delete=_delete)


def _delete(physical_id, _properties):
    """Through the API, which refuses a bucket that is not empty. MiniStack's CloudFormation drops the bucket and its objects."""
    if physical_id in s3._buckets:
        cloudformation.expect_success('DeleteBucket', s3._delete_bucket(physical_id))


def _apply(name, old, new):
    if str(new.get('ObjectLockEnabled')).lower() == 'true':
        # Object Lock needs no configuration: without one, only objects with lock headers of their own are locked.
        s3._bucket_object_lock.setdefault(name, {'enabled': True, 'default_retention': None})
        s3._bucket_versioning[name] = 'Enabled'
    _apply_versioning(name, old, new)
    for property_name, put, remove in _CONFIGURATIONS:
        if property_name in new:
            cloudformation.expect_success(property_name, put(name, new[property_name]))
        elif property_name in old:
            remove(name)


def _apply_versioning(name, old, new):
    """MiniStack applies Enabled only. Versioning that was on can be suspended, and is suspended when the property goes."""
    suspended = (new.get('VersioningConfiguration') or {}).get('Status') == 'Suspended'
    if suspended or ('VersioningConfiguration' in old and 'VersioningConfiguration' not in new):
        cloudformation.expect_success('PutBucketVersioning', s3._put_bucket_versioning(name, s3_xml.versioning('Suspended')))


def _put_encryption(name, configuration):
    default_key = f'arn:aws:kms:{cloudformation.region()}:{cloudformation.account_id()}:alias/aws/s3'
    return s3._put_bucket_encryption(name, s3_xml.encryption(configuration, default_key))


def _put_logging(name, configuration):
    return s3._put_bucket_logging(name, s3_xml.logging(configuration, name))


def _put_acl(name, canned):
    """A bucket is private anyway, and one that has no ACLs takes no request for that."""
    s3._bucket_acl.pop(name, None)
    if canned != 'Private':
        return s3._put_bucket_acl(name, b'', {'x-amz-acl': _CANNED_ACLS[canned]})
    return 200, {}, b''


def _remove_object_lock_rule(name):
    """The default retention goes, the lock itself stays: it cannot be turned off."""
    s3._bucket_object_lock[name] = {'enabled': True, 'default_retention': None}


_CANNED_ACLS = {'LogDeliveryWrite': 'log-delivery-write'}

_CONFIGURATIONS = (
    (
        'ObjectLockConfiguration',
        lambda name, value: s3._put_object_lock_configuration(name, s3_xml.object_lock(value)),
        _remove_object_lock_rule,
    ),
    (
        'LifecycleConfiguration',
        lambda name, value: s3._put_bucket_lifecycle(name, s3_xml.lifecycle(value)),
        s3._delete_bucket_lifecycle,
    ),
    ('BucketEncryption', _put_encryption, s3._delete_bucket_encryption),
    ('LoggingConfiguration', _put_logging, lambda name: s3._bucket_logging_config.pop(name, None)),
    (
        'OwnershipControls',
        lambda name, value: s3._put_bucket_ownership_controls(name, s3_xml.ownership(value)),
        s3._delete_bucket_ownership_controls,
    ),
    ('AccessControl', _put_acl, lambda name: s3._bucket_acl.pop(name, None)),  # after the ownership, which decides whether there are ACLs
    ('Tags', lambda name, value: s3._put_bucket_tagging(name, s3_xml.tagging(value)), s3._delete_bucket_tagging),
)
