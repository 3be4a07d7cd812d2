import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { Credentials } from '../../local-aws/local-aws';
import { EXTERNAL_ID, VENDOR_ACCOUNT } from '../../logzio/cases';
import { stackOf, THEIRS, THERE, WARNED } from '../apps/warnings';
import { allowed, type Call, makeCalls, refused } from '../calls';
import { appOf, cdk, UNATTENDED } from '../cli';
import { accessKeyIn, newKeyOf, sessionOf } from '../credentials';
import type { Here, Part } from '../part';
import { DeployedStack } from '../stack';

/** What a warning says is true: deployed, the product is refused; after doing what it says, it is not. */
export const warnings: Part = {
  items: Object.keys(WARNED),
  async run(here, items) {
    const theirs: { key?: Credentials } = {};
    for (const fixed of [false, true]) {
      const assembly = join(here.folder, `fixed-${fixed}`);
      await cdk(here.target, ['synth', '--quiet', '--output', assembly, ...appOf('test/e2e/apps/warnings.ts', { fixed: `${fixed}` })]);
      const failing = items.filter((item) => WARNED[item].stopsDeployment && !fixed);
      const deploy = (stacks: string[]) => here.target.cdk(['deploy', '--app', assembly, ...stacks, ...UNATTENDED, '--concurrency', '8']);
      const { code, stderr } = await deploy([THERE, ...items.filter((item) => !failing.includes(item)).map(stackOf)]);
      here.checks.step('warnings', `${fixed ? 'fixed' : 'as warned'}: deployed`, code === 0, stderr.slice(-2000));
      theirs.key ??= await newKeyOf(here, THEIRS);
      for (const item of items) {
        const { id, stays } = WARNED[item];
        const where = `warnings/${item}`;
        here.checks.step(
          where,
          `${fixed && !stays ? 'does not say' : 'says'} ${id}`,
          says(assembly, item, id) === (!fixed || stays === true),
        );
        if (failing.includes(item)) {
          const failed = await deploy([stackOf(item)]);
          here.checks.step(
            where,
            'the deployment is refused, for the quota',
            failed.code !== 0 && /quota|LimitExceeded|exceed/i.test(failed.stderr + failed.stdout),
            failed.stderr.slice(-1000),
          );
        } else if (!WARNED[item].stopsDeployment) {
          here.checks.calls(where, await makeCalls([await callOf(here, item, fixed, theirs.key)]));
        }
      }
    }
  },
};

const says = (assembly: string, item: string, id: string): boolean => metadataOf(assembly, item).includes(`cdk-vendor-access:${id}]`);

/** Newer versions of the CDK write the metadata of a stack into a file of its own. */
function metadataOf(assembly: string, item: string): string {
  const { artifacts } = JSON.parse(readFileSync(join(assembly, 'manifest.json'), 'utf8'));
  const { additionalMetadataFile, metadata } = artifacts[stackOf(item)];
  return additionalMetadataFile ? readFileSync(join(assembly, additionalMetadataFile), 'utf8') : JSON.stringify(metadata);
}

/** The product's call: an upload, or that it assumes its role. */
async function callOf({ target }: Here, item: string, fixed: boolean, theirs: Credentials): Promise<Call> {
  const stack = new DeployedStack(target, stackOf(item));
  await stack.load();
  const expected = fixed ? allowed : refused;
  if (WARNED[item].id === 'core.placeholderExternalId') {
    const sts = new STSClient(target.config(target.otherAccount?.(VENDOR_ACCOUNT)));
    const RoleArn = stack.output('SetupRoleArn');
    return expected('sts AssumeRole', async () => {
      const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'vendor', ExternalId: EXTERNAL_ID }));
      return sessionOf(Credentials);
    });
  }
  const key = item === 'an imported user' ? theirs : await accessKeyIn({ target }, stack.output('SetupSecretArn'));
  const s3 = new S3Client(target.config(key));
  const Bucket = stack.output('SetupBucketName');
  return expected('s3 PutObject', () => s3.send(new PutObjectCommand({ Bucket, Key: 'logzio-verified', Body: 'x' })));
}
