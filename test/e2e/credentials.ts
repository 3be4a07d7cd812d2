import { CreateAccessKeyCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Credentials as Session } from '@aws-sdk/client-sts';
import type { Credentials } from '../local-aws/local-aws';
import type { Place } from './workflow';

/** The key that was deployed, from where the user of the product takes it. */
export async function accessKeyIn({ target }: Pick<Place, 'target'>, SecretId: string): Promise<Credentials> {
  const secrets = new SecretsManagerClient(target.config());
  const { SecretString = '{}' } = await secrets.send(new GetSecretValueCommand({ SecretId }));
  return JSON.parse(SecretString);
}

/** A key of a user who has none in a stack. It is in the way of destroying the stack. */
export async function newKeyOf({ target }: Pick<Place, 'target'>, UserName: string): Promise<Credentials> {
  const { AccessKey } = await new IAMClient(target.config()).send(new CreateAccessKeyCommand({ UserName }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
}

/** What STS has handed out. */
export function sessionOf(session?: Session): Credentials {
  return {
    accessKeyId: session?.AccessKeyId ?? '',
    secretAccessKey: session?.SecretAccessKey ?? '',
    sessionToken: session?.SessionToken,
  };
}
