import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { LAUNCHES } from '../../docs/launch/launches';
import { withoutSlash } from '../../docs/launch/names';
import { rightValues } from '../../docs/launch/template';
import { TAKEN } from './apps/takeover';
import { deployLaunch } from './aws-deploy';
import { allowed, makeCalls } from './calls';
import { appOf, cdk, UNATTENDED } from './cli';
import { accessKeyIn } from './credentials';
import type { Here } from './part';
import { DeployedStack } from './stack';

const KEPT = ['AWS::IAM::User', 'AWS::S3::Bucket', 'AWS::SecretsManager::Secret'];

/** From a template to an app of the CDK: everything stays, and the key is replaced in steps. */
export async function takeOver(here: Here, where: string): Promise<void> {
  const { checks, target } = here;
  const launch = LAUNCHES.get(TAKEN);
  await here.fresh();
  const first = await deployLaunch(here.aws, TAKEN, launch ? rightValues(launch) : {});
  checks.step(where, 'deployed from the template', first.code === 0, first.stderr);
  const stack = new DeployedStack(target, withoutSlash(TAKEN));
  await stack.load();
  const [before, old] = [KEPT.flatMap((type) => stack.all(type)), await accessKeyIn(here, stack.output('SetupSecretArn'))];
  await cdk(target, ['deploy', ...appOf('test/e2e/apps/takeover.ts'), ...UNATTENDED]);
  await stack.load();
  const after = KEPT.flatMap((type) => stack.all(type));
  checks.step(
    where,
    'deployed by the CDK: the bucket, the user and the secret are the same',
    `${after}` === `${before}`,
    `${before}; ${after}`,
  );
  const next = await accessKeyIn(here, stack.output('SetupSecretArn'));
  checks.step(where, 'the secret holds a new key', next.accessKeyId !== old.accessKeyId);
  const Bucket = stack.output('SetupBucketName');
  const list = (key: typeof old) => new S3Client(target.config(key)).send(new ListObjectsV2Command({ Bucket }));
  checks.calls(
    where,
    await makeCalls([
      allowed('s3 ListObjects with the old key', () => list(old)),
      allowed('s3 ListObjects with the new key', () => list(next)),
    ]),
  );
}
