import { Stack } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import { isUnresolved } from '../validation/tokens-in-text';
import type { FinalApp } from './final-app';
import { BUCKET, meaningsOf } from './meanings';
import { oncePerApp } from './once';
import { textIn } from './text-in';

/**
 * The accounts of the buckets of the app, and of those that it imports from another account than that of the stack, by name: no ARN of a bucket names
 * an account.
 */
const owners = oncePerApp((app): ReadonlyMap<string, string> => {
  const made = app
    .ofType(BUCKET)
    .map(({ construct: { stack }, Properties }) => [textIn(app, stack)(Properties.BucketName), stack.account] as const);
  const imported = app.stacks.flatMap((stack) => stack.node.findAll().filter(isFromElsewhere));
  return new Map([
    ...made,
    ...imported.map((one) => [textIn(app, Stack.of(one))(app.render(one, one.bucketName)), one.env.account] as const),
  ]);
});

const isFromElsewhere = (one: IConstruct): one is s3.IBucket =>
  'bucketArn' in one && !one.node.defaultChild && (one as s3.IBucket).env.account !== Stack.of(one).account;

/** Whether a text is the name or ARN of a bucket that is in another account, as far as the app knows, or in one that only the deployment knows. */
export function isBucketElsewhere(app: FinalApp, stack: Stack, value: unknown): boolean {
  const [meant] = meaningsOf(textIn(app, stack)(value)).filter(({ type }) => type === BUCKET);
  const account = meant && owners(app).get(meant.name);
  return account !== undefined && account !== stack.account && !isUnresolved(stack.account);
}
