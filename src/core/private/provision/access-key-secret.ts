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

/** A secret that holds an access key, and the names of its two fields. */
export interface KeyInSecret {
  readonly secret: secretsmanager.Secret;
  readonly fields: readonly string[];
}

/**
 * Creates the access keys of a user. A secret references the newest one; no key appears anywhere else.
 *
 * No `serial` on a key: the serial is in its construct id, so that two keys can exist side by side. The status is always set:
 * CloudFormation does not document what happens when a status leaves the template, and going back from an inactive key must make it work
 * again.
 */
export function keyInSecret(scope: Construct, user: iam.IUser, options: IamUserAccessOptions, product: Product): KeyInSecret | undefined {
  const { _previous, serial } = options.accessKeys ?? AccessKeys.single(1);
  if (serial === 0) {
    return undefined;
  }
  const make = (which: number, status: string) => {
    const key = new iam.AccessKey(scope, `AccessKey${which}`, { user, status: status as iam.AccessKeyStatus });
    promise(scope, key, { Status: status, UserName: user.userName });
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
  const content = { [id]: key.accessKeyId, [value]: key.secretAccessKey.unsafeUnwrap() }; // tokens, too
  const encryption = options.secretEncryptionKey && { KmsKeyId: options.secretEncryptionKey.keyArn };
  promise(scope, secret, { SecretString: JSON.stringify(content), ...encryption });
  guardName(scope, 'secretName', secret);
  warnAboutForeignKey(scope, options.secretEncryptionKey, SECRET);
  acknowledge(secret, 'AwsSolutions-SMG4', `No rotation reaches the console of ${product.name}`);
  return { secret, fields: [id, value] };
}
