import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';

const READERS = new WeakMap<secretsmanager.ISecret, iam.IRole[]>();

/** Records a role of the library that reads the secret of an access key. */
export function rememberReader(secret: secretsmanager.ISecret, role: iam.IRole): void {
  READERS.set(secret, [...readersOf(secret), role]);
}

/** The roles of the connection tests that read a secret: nobody needs to be told of them. */
export const readersOf = (secret: secretsmanager.ISecret): readonly iam.IRole[] => READERS.get(secret) ?? [];
