import { SecretValue } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { AccessKeys } from '../../access-keys';
import type { IamUserAccessOptions } from '../../vendor-access-options';
import { SECRET, warnAboutForeignKey } from '../env/cross-account';
import type { Product } from '../model/product';
import { promise } from '../synth/promise';
import { guardName } from '../synth/unique-names';
import { secretFieldsOf } from '../validation/principal-options';
import { definedProps } from './defined-props';
import { acknowledge } from './nag';

/** A secret with an access key in it, and the names under which its two parts stand there. */
export interface KeyInSecret {
  readonly secret: secretsmanager.Secret;
  readonly fields: readonly string[];
}

/**
 * The access keys of a user, the newest of them in a secret by reference, and nowhere else.
 *
 * No `serial` on a key: the serial is in its construct id, so that two keys can stand side by side. Its status is always said: what
 * CloudFormation does when a status leaves the template is not documented, and going back from an inactive key must make it work again.
 */
export function keyInSecret(scope: Construct, user: iam.IUser, options: IamUserAccessOptions, product: Product): KeyInSecret | undefined {
  const { _previous, serial } = options.accessKeys ?? AccessKeys.single(1);
  if (serial === 0) {
    return undefined;
  }
  const make = (which: number, status: string) => {
    const key = new iam.AccessKey(scope, `AccessKey${which}`, { user, status: status as iam.AccessKeyStatus });
    promise(scope, key, { Status: status, Serial: undefined });
    return key;
  };
  if (_previous) {
    make(serial - 1, _previous);
  }
  const key = make(serial, iam.AccessKeyStatus.ACTIVE);
  const { id, secret: value } = secretFieldsOf(options);
  const props: secretsmanager.SecretProps = {
    description: `Access key of the IAM user for ${product.name}`,
    secretName: options.secretName,
    encryptionKey: options.secretEncryptionKey,
    secretObjectValue: {
      [id]: SecretValue.unsafePlainText(key.accessKeyId), // an id, and a token at that: 'unsafe' is said of real secrets
      [value]: key.secretAccessKey,
    },
  };
  const secret = new secretsmanager.Secret(scope, 'Secret', definedProps(props));
  promise(scope, secret, options.secretEncryptionKey && { KmsKeyId: options.secretEncryptionKey.keyArn });
  guardName(scope, 'secretName', secret);
  warnAboutForeignKey(scope, options.secretEncryptionKey, SECRET);
  const reason = `The key is typed into the console of ${product.name}, where no rotation function can reach it (${product.source.url})`;
  acknowledge(secret, [{ rule: 'AwsSolutions-SMG4', reason }]);
  return { secret, fields: [id, value] };
}
