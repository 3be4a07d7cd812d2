"""AWS::IAM::OIDCProvider, unknown to MiniStack's CloudFormation: recorded and read back; nobody can sign in with it."""

from ministack.services import iam

from plugin import cloudformation, iam_api


def install() -> None:
    cloudformation.register('AWS::IAM::OIDCProvider', _create, _update, _delete, replaced_by=('Url',))


def _create(_logical_id, properties, _stack_name):
    known = set(iam._oidc_providers)
    iam_api.call('CreateOpenIDConnectProvider', Url=properties['Url'])
    [arn] = set(iam._oidc_providers) - known
    return arn, {'Arn': arn}


def _update(physical_id, _old, _new, _stack_name, _logical_id=None):
    return physical_id, {'Arn': physical_id}


def _delete(physical_id, _properties):
    iam_api.call_unless_gone('DeleteOpenIDConnectProvider', OpenIDConnectProviderArn=physical_id)
