import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import {
  DeleteBucketCommand,
  DeleteObjectsCommand,
  GetObjectLockConfigurationCommand,
  ListObjectVersionsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { AwsCli } from '../local-aws/aws-cli';
import { type Credentials, credentialVariables } from '../local-aws/environment';
import { localAwsPython } from '../local-aws/python';
import { ExplainedError } from '../tools/explained-error';
import { run } from '../tools/processes';
import { step } from '../tools/report';
import type { DeployedStack } from './stack';
import type { Target } from './target';

const PROJECT = resolve(__dirname, '..', '..');

/** The account of whoever runs the demo, with the credentials that the AWS SDKs and the CDK CLI find by themselves. */
export async function awsTarget(): Promise<Target> {
  const sts = new STSClient({});
  const region = await sts.config.region().catch(() => {
    throw new ExplainedError('no region: set AWS_REGION');
  });
  const { Account: account = '' } = await sts.send(new GetCallerIdentityCommand()).catch((error: Error) => {
    throw new ExplainedError(`no credentials for AWS that work: ${error.message}`);
  });
  const python = await localAwsPython(console.log); // for the AWS CLI
  const environment = (credentials?: Credentials) => ({ ...process.env, ...(credentials && credentialVariables(credentials)) });
  const clis: AwsCli[] = [];
  return {
    kind: 'aws',
    account,
    region,
    config: (credentials) => ({
      region,
      ...(credentials && { credentials }),
      ...(process.env.AWS_ENDPOINT_URL && { forcePathStyle: true }),
    }),
    plainHttp: (credentials) => ({
      region,
      ...(credentials && { credentials }),
      endpoint: process.env.DEMO_HTTP_ENDPOINT ?? `http://s3.${region}.amazonaws.com`,
      forcePathStyle: true,
    }),
    aws: (args, credentials, options) =>
      run(python, ['-m', 'awscli', ...args], {
        ...options,
        env: environment(credentials),
        timeoutSeconds: 120,
      }),
    cli: (credentials) => {
      clis.push(new AwsCli(python, environment(credentials)));
      return clis[clis.length - 1];
    },
    cdk: (args, options) =>
      run(process.execPath, [join(PROJECT, 'node_modules', 'aws-cdk', 'bin', 'cdk'), ...args], {
        cwd: PROJECT,
        timeoutSeconds: 1200,
        ...options,
      }),
    traces: [],
    howToLook: 'aws cloudformation describe-stacks',
    close: async () => {
      for (const cli of clis) cli.end();
    },
  };
}

/** Asks before anything is created, and never touches a stack that was there before. */
export async function confirm({ account, region }: Target, ...stacks: DeployedStack[]): Promise<void> {
  for (const stack of stacks) {
    if (await stack.exists()) {
      throw new ExplainedError(`stack ${stack.name} exists in account ${account}, ${region}: nothing is touched that was not created here`);
    }
  }
  const names = stacks.map(({ name }) => name).join(', ');
  console.log(`\nThis deploys stack ${names} to account ${account}, ${region} (which must be bootstrapped: npx cdk bootstrap),`);
  console.log('acts on it, and removes it again. It costs a few cents at most.');
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await lines.question('Type the account id to go on: ');
  lines.close();
  if (answer.trim() !== account) {
    throw new ExplainedError('not confirmed: nothing was created');
  }
}

/** Removes the stack and the buckets that it kept, which this run has created; says what is left. */
export async function removeAll(target: Target, stack: DeployedStack, cdk: (args: string[]) => Promise<string>): Promise<void> {
  const buckets = stack.all('AWS::S3::Bucket');
  await step(`cdk destroy ${stack.name}`, () => cdk(['destroy', stack.name, '--force']));
  const s3 = new S3Client(target.config());
  const left: string[] = [];
  for (const bucket of buckets) {
    await step(`delete bucket ${bucket}`, () => removeBucket(s3, bucket)).catch((error: Error) =>
      left.push(`bucket ${bucket}: ${error.message}`),
    );
  }
  const keys = stack.all('AWS::KMS::Key').map((key) => `key ${key}: kept, like every key of the CDK; schedule its deletion in KMS`);
  const all = [...left, ...keys];
  console.log(all.length > 0 ? `Left in account ${target.account}:\n  ${all.join('\n  ')}` : 'Nothing is left of it.');
}

/** With all that is in it. */
export async function removeBucket(s3: S3Client, Bucket: string): Promise<void> {
  const lock = await s3.send(new GetObjectLockConfigurationCommand({ Bucket })).catch(() => undefined);
  if (lock?.ObjectLockConfiguration?.ObjectLockEnabled) {
    throw new Error('it has Object Lock, so its objects stay');
  }
  for (;;) {
    const { Versions = [], DeleteMarkers = [], IsTruncated } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
    if (Objects.length > 0) {
      await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    }
    if (!IsTruncated) {
      break;
    }
  }
  await s3.send(new DeleteBucketCommand({ Bucket }));
}
