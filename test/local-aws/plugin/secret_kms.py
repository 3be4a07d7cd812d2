"""Reading a secret under a customer managed key needs kms:Decrypt, through Secrets Manager (MiniStack: GetSecretValue is enough).

https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html (permissions for the KMS key)
"""

import json

from ministack.services import kms, secretsmanager

from plugin import authorization


def install() -> None:
    authorization.judge('secretsmanager', _judge)


def _judge(call, checks):
    if checks[0].action != 'secretsmanager:GetSecretValue':
        return checks
    _name, secret = secretsmanager._resolve(json.loads(call.body or b'{}').get('SecretId'))
    key = kms._resolve_key((secret or {}).get('KmsKeyId') or '')
    if not key:
        return checks  # the account's own key for secrets, which lets in whom Secrets Manager lets in
    via = {'kms:ViaService': f'secretsmanager.{call.region}.amazonaws.com', 'kms:CallerAccount': call.account}
    return [*checks, authorization.Check('kms:Decrypt', key['Arn'], via)]
