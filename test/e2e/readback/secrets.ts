import { DescribeSecretCommand, GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { ask, type Properties, type Reader, type Resource } from './reader';

/** The secret's text is replaced by what it proves: the names of its fields, and whose key it is. */
async function secret({ id: SecretId, promised, target }: Resource): Promise<Properties> {
  const secrets = new SecretsManagerClient(target.config());
  const { Description, KmsKeyId, Name } = await secrets.send(new DescribeSecretCommand({ SecretId }));
  const { SecretString = '' } = await secrets.send(new GetSecretValueCommand({ SecretId }));
  const [[idField, accessKeyId], [secretField, secretAccessKey]] = Object.entries<string>(JSON.parse(SecretString));
  const key = { accessKeyId, secretAccessKey };
  const identity = await new STSClient(target.config(key)).send(new GetCallerIdentityCommand()).catch((error: Error) => error);
  const UserName = 'Arn' in identity ? identity.Arn?.split('/').pop() : undefined;
  return {
    Description,
    KmsKeyId: promised.KmsKeyId && KmsKeyId,
    Name: promised.Name && Name,
    fields: [idField, secretField],
    keyId: accessKeyId,
    worksAs: UserName,
  };
}

async function key({ id, target }: Resource): Promise<Properties> {
  const [{ Policy }, { KeyRotationEnabled }, { KeyMetadata }] = await Promise.all([
    ask(target, 'kms', 'get-key-policy', '--key-id', id, '--policy-name', 'default'),
    ask(target, 'kms', 'get-key-rotation-status', '--key-id', id),
    ask(target, 'kms', 'describe-key', '--key-id', id),
  ]);
  return { KeyPolicy: JSON.parse(Policy), EnableKeyRotation: KeyRotationEnabled || undefined, enabled: KeyMetadata.Enabled };
}

export const SECRETS: Record<string, Reader> = {
  'AWS::SecretsManager::Secret': {
    read: secret,
    unread: { SecretString: 'told by fields, keyId and worksAs, since no secret may stand in results' },
  },
  'AWS::KMS::Key': { read: key },
};
