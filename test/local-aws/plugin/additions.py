"""The list of additions, and the one place that installs them."""

import importlib
import os

# Order matters: `iam_quotas` must wrap the IAM operations before the CloudFormation types below use them, `ec2_authorization` finds the
# resources that the EC2 additions after it look at, `ec2_launch` checks what `ec2_spot` registers, and `applied_properties` must come
# last, because it guards the handlers that the others register.
ADDITIONS = (
    'iam_quotas',
    'access_key',
    'group',
    'oidc_provider',
    'inline_policies',
    'managed_policy',
    'role',
    'iam_names',
    'inline_quotas',
    'iam_escaping',
    'bucket',
    'bucket_policy',
    'secret',
    'secret_kms',
    'object_lock',
    'object_lock_checksum',
    'object_lock_authorization',
    'object_acl_authorization',
    's3_request_keys',
    's3_missing_key',
    's3_batch_delete',
    's3_tls_version',
    's3_kms',
    's3_callers_keys',
    'forward_access',
    's3_request_payment',
    'policy_documents',
    'resource_account',
    'policy_variables',
    'conditions',
    'federation',
    'session_token',
    'session_durations',
    'simulation',
    'lambda_runtime',
    'ec2_authorization',
    'ec2_pass_role',
    'ec2_tag_on_create',
    'ec2_resource_tags',
    'ec2_images',
    'ec2_dry_run',
    'ec2_dependencies',
    'ec2_instances',
    'ec2_import_image',
    'ec2_conversion',
    'ec2_spot',
    'ec2_launch',
    'ses',
    'ssm',
    'vpc',
    'vpc_endpoint',
    'flow_log',
    'security_group_rules',
    'imports',
    'applied_properties',
)

# Comma-separated names to leave out. Only for plugin_test.py, which shows that the tests of an addition fail without it.
WITHOUT_VARIABLE = 'LOCAL_AWS_WITHOUT'


def install_all() -> None:
    left_out = {name for name in os.environ.get(WITHOUT_VARIABLE, '').split(',') if name}
    unknown = left_out - set(ADDITIONS)
    if unknown:
        raise SystemExit(f'{WITHOUT_VARIABLE} names additions that do not exist: {", ".join(sorted(unknown))}')
    for name in ADDITIONS:
        if name not in left_out:
            importlib.import_module(f'plugin.{name}').install()
