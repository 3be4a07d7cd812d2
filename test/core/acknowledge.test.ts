import { Annotations, App, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { logzio } from '../../src';
import { warningsOf } from '../util';

const ID = 'cdk-vendor-access:core.policyExtended';

function extended() {
  const stack = new Stack(new App(), 'Stack');
  const archive = new logzio.LogzioArchiveBucket(stack, 'Archive');
  archive.bucket.grantRead(archive.policy);
  return { stack, archive, app: stack.node.root };
}

test.each<[string, (made: ReturnType<typeof extended>) => IConstruct]>([
  ['the construct', ({ archive }) => archive],
  ['its stack', ({ stack }) => stack],
  ['the app', ({ app }) => app],
])('a warning that comes while CDK validates can be acknowledged on %s', (_, where) => {
  const made = extended();
  Annotations.of(where(made)).acknowledgeWarning(ID);
  expect(warningsOf(made.stack)).toEqual([]);
});

test('another construct or another id acknowledges nothing, and a second synthesis does not warn twice', () => {
  const { archive, stack, app } = extended();
  Annotations.of(archive.policy).acknowledgeWarning(ID);
  Annotations.of(app).acknowledgeWarning(`${ID}s`);
  expect(warningsOf(stack)).toEqual([expect.stringContaining(ID)]);
  (app as App).synth({ force: true });
  expect(archive.node.metadata.filter(({ data }) => String(data).includes(ID))).toHaveLength(1);
});
