import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreatePolicyVersionCommand, IAMClient, UpdateAccessKeyCommand } from '@aws-sdk/client-iam';
import {
  DeleteBucketPolicyCommand,
  DeletePublicAccessBlockCommand,
  PutBucketEncryptionCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketVersioningCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Checks } from '../checks';
import { Lifecycle } from '../lifecycle';
import type { Here, Part } from '../part';
import { readBack } from '../readback/read-back';

const OPEN = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] });

/** Whether the run would see that something is wrong: each fault is made behind CloudFormation's back, in a stack that is right. */
export const selftest: Part = {
  items: ['faults', 'leak'],
  async run(here, items) {
    const lifecycle = await Lifecycle.of(here, 'selftest');
    await lifecycle.to('single-1');
    if (items.includes('leak')) {
      await leak(here, lifecycle);
    }
    if (items.includes('faults')) {
      await eachFault(here, lifecycle);
    }
  },
};

/** The real key, written to where the run looks. */
async function leak({ checks, folder }: Here, lifecycle: Lifecycle): Promise<void> {
  const { secretAccessKey } = await lifecycle.keyInSecret();
  const seen = (texts: Record<string, string>) => {
    const found = new Checks();
    found.noLeak('selftest', [secretAccessKey], texts, [folder]);
    return found.wrong.length === 1;
  };
  checks.step('selftest/leak', 'nothing is found where nothing is planted', !seen({ events: 'nothing' }));
  checks.step('selftest/leak', 'the key in an event is seen', seen({ events: `…${secretAccessKey}…` }));
  const file = join(folder, 'planted.log');
  writeFileSync(file, JSON.stringify({ SecretString: secretAccessKey }));
  checks.step('selftest/leak', 'the key in a file is seen', seen({}));
  rmSync(file);
}

async function eachFault(here: Here, lifecycle: Lifecycle): Promise<void> {
  const { stack } = lifecycle;
  const s3 = new S3Client(here.target.config());
  const iam = new IAMClient(here.target.config());
  const Bucket = stack.resource('AWS::S3::Bucket');
  const PolicyArn = stack.resource('AWS::IAM::ManagedPolicy');
  const key = { UserName: stack.resource('AWS::IAM::User'), AccessKeyId: stack.resource('AWS::IAM::AccessKey') };
  const OwnershipControls = { Rules: [{ ObjectOwnership: 'ObjectWriter' as const }] };
  const ServerSideEncryptionConfiguration = { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' as const } }] };
  const faults: [string, RegExp, () => Promise<unknown>][] = [
    [
      'versioning is suspended',
      /VersioningConfiguration/,
      () => s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Suspended' } })),
    ],
    ['the TLS policy is gone', /PolicyDocument/, () => s3.send(new DeleteBucketPolicyCommand({ Bucket }))],
    ['public access is not blocked', /PublicAccessBlockConfiguration/, () => s3.send(new DeletePublicAccessBlockCommand({ Bucket }))],
    [
      'encryption is another',
      /BucketEncryption/,
      () => s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration })),
    ],
    ['ownership is another', /OwnershipControls/, () => s3.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls }))],
    [
      'a policy is wider',
      /PolicyDocument/,
      () => iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: OPEN, SetAsDefault: true })),
    ],
    ['the key is inactive', /Status/, () => iam.send(new UpdateAccessKeyCommand({ ...key, Status: 'Inactive' }))],
  ];
  for (const [what, property, make] of faults) {
    const before = await wrongProperties(here, lifecycle);
    await make();
    const found = (await wrongProperties(here, lifecycle)).filter((name) => !before.includes(name));
    here.checks.step(
      'selftest/faults',
      `${what}: it is seen`,
      found.length > 0 && found.some((name) => property.test(name)),
      found.join() || 'nothing was seen',
    );
  }
}

async function wrongProperties({ target }: Here, lifecycle: Lifecycle): Promise<string[]> {
  const checks = new Checks();
  await readBack(target, lifecycle.stack, lifecycle.templateOf('single-1'), checks, 'selftest');
  return checks.wrong.map(({ what }) => what);
}
