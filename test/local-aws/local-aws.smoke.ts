/**
 * Shows that the local AWS does what the project's tests rely on: `npx tsx test/local-aws/local-aws.smoke.ts`
 * Deploys fixture-app.ts with the real CDK CLI, then calls AWS as the deployed user and role.
 */
import { IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import * as s3 from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { groupExists } from '../tools/processes';
import { EXTERNAL_ID, VENDOR_ACCOUNT } from './fixture-app';
import { type Credentials, LocalAws, type Outcome } from './local-aws';

const APP = ['--app', 'node_modules/.bin/tsx test/local-aws/fixture-app.ts'];
const STACKS = ['SmokePlain', 'SmokeKms'];
const NETWORK = 'SmokeNetwork';
type Outputs = Record<'Bucket' | 'Secret' | 'User' | 'Role', string>;

let passed = 0;
const failures: string[] = [];

function check(what: string, expected: string, found: string): void {
  if (expected === found) passed++;
  else failures.push(`${what}: expected ${expected}, found ${found}`);
}

/** `ok`, or the code of the refusal. */
async function answer(sent: Promise<unknown>): Promise<string> {
  return sent.then(
    () => 'ok',
    (error: Error & { Code?: string }) => error.Code ?? error.name,
  );
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const start = Date.now();
  const result = await work();
  console.log(`${what.padEnd(12)} ${((Date.now() - start) / 1000).toFixed(1)} s`);
  return result;
}

async function main(): Promise<void> {
  const aws = await timed('start', () => LocalAws.start({ log: console.log }));
  try {
    await timed('bootstrap', () => cdk(aws, 'bootstrap', `aws://${aws.account}/${aws.region}`));
    await timed('deploy', () => cdk(aws, ...APP, 'deploy', '--all', '--require-approval', 'never', '--concurrency', '2'));
    await timed('probes', async () => {
      for (const stack of STACKS) await probe(aws, stack);
      await probeNetwork(aws);
    });
    const diff = await timed('diff', () => cdk(aws, ...APP, 'diff', '--all', '--fail'));
    check('diff', 'true', `${/Number of stacks with differences: 0/.test(diff.stdout + diff.stderr)}`);
    await timed('destroy', () => cdk(aws, ...APP, 'destroy', '--all', '--force'));
    for (const stack of [...STACKS, NETWORK]) check(`${stack} after destroy`, 'none', await aws.settled(stack));
    await timed('reset', () => aws.reset());
    check('toolkit after reset', 'none', await aws.settled('CDKToolkit'));
  } finally {
    await timed('stop', () => aws.stop());
    check('processes after stop', 'none', groupExists(aws.processGroup) ? 'some' : 'none');
  }
}

async function cdk(aws: LocalAws, ...args: string[]): Promise<Outcome> {
  const outcome = await aws.cdk(args);
  if (outcome.code !== 0) throw new Error(`cdk ${args.join(' ')} ended with ${outcome.code}\n${outcome.stdout}\n${outcome.stderr}`);
  return outcome;
}

async function probe(aws: LocalAws, stack: string): Promise<void> {
  const outputs = await outputsOf(aws, stack);
  const secrets = new SecretsManagerClient(aws.clientConfig());
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: outputs.Secret }));
  const user: Credentials = JSON.parse(SecretString ?? '{}');
  const identity = await new STSClient(aws.clientConfig(user)).send(new GetCallerIdentityCommand({}));
  check(`${stack} key belongs to`, outputs.User, identity.Arn ?? '');
  await probeData(aws, `${stack} user`, outputs, user);
  await probeRefusals(aws, `${stack} user`, outputs, user);
  await probeConnections(aws, `${stack} user`, outputs, user);
  await probeRole(aws, stack, outputs);
}

async function outputsOf<Names = Outputs>(aws: LocalAws, stack: string): Promise<Names> {
  const { stdout } = await aws.aws(['cloudformation', 'describe-stacks', '--stack-name', stack, '--query', 'Stacks[0].Outputs']);
  const outputs: { OutputKey: string; OutputValue: string }[] = JSON.parse(stdout);
  return Object.fromEntries(outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue])) as Names;
}

async function probeData(aws: LocalAws, who: string, { Bucket }: Outputs, credentials: Credentials): Promise<void> {
  const client = new s3.S3Client(aws.clientConfig(credentials));
  check(`${who} put`, 'ok', await answer(client.send(new s3.PutObjectCommand({ Bucket, Key: 'a/b', Body: 'content' }))));
  check(`${who} list`, 'ok', await answer(client.send(new s3.ListObjectsV2Command({ Bucket }))));
  const got = await client.send(new s3.GetObjectCommand({ Bucket, Key: 'a/b' }));
  check(`${who} get`, 'content', (await got.Body?.transformToString()) ?? '');
  check(`${who} encryption`, who.startsWith('SmokeKms') ? 'aws:kms' : 'AES256', got.ServerSideEncryption ?? 'none');
}

async function probeRefusals(aws: LocalAws, who: string, outputs: Outputs, credentials: Credentials): Promise<void> {
  const { Bucket } = outputs;
  const config = aws.clientConfig(credentials);
  const client = new s3.S3Client(config);
  const staging = `cdk-hnb659fds-assets-${aws.account}-${aws.region}`;
  const refused: Record<string, () => Promise<unknown>> = {
    'put to another bucket': () => client.send(new s3.PutObjectCommand({ Bucket: staging, Key: 'a', Body: 'content' })),
    'list another bucket': () => client.send(new s3.ListObjectsV2Command({ Bucket: staging })),
    delete: () => client.send(new s3.DeleteObjectCommand({ Bucket, Key: 'a/b' })),
    'read the bucket policy': () => client.send(new s3.GetBucketPolicyCommand({ Bucket })),
    'change the bucket policy': () => client.send(new s3.PutBucketPolicyCommand({ Bucket, Policy: '{}' })),
    'list users': () => new IAMClient(config).send(new ListUsersCommand({})),
    'read its secret': () => new SecretsManagerClient(config).send(new GetSecretValueCommand({ SecretId: outputs.Secret })),
  };
  for (const [what, send] of Object.entries(refused)) {
    const code = await answer(send());
    check(`${who} ${what}`, 'refused', /^AccessDenied(Exception)?$/.test(code) ? 'refused' : code);
  }
}

async function probeConnections(aws: LocalAws, who: string, { Bucket }: Outputs, credentials: Credentials): Promise<void> {
  const list = new s3.ListObjectsV2Command({ Bucket });
  const plain = new s3.S3Client({ ...aws.clientConfig(credentials), endpoint: aws.httpEndpoint });
  check(`${who} without TLS`, 'AccessDenied', await answer(plain.send(list)));
  const forged = new s3.S3Client(aws.clientConfig({ ...credentials, secretAccessKey: 'x'.repeat(40) }));
  check(`${who} wrong secret`, 'SignatureDoesNotMatch', await answer(forged.send(list)));
}

async function probeRole(aws: LocalAws, stack: string, outputs: Outputs): Promise<void> {
  const assume = async (account: string, ExternalId?: string) => {
    const sts = new STSClient(aws.clientConfig({ accessKeyId: account, secretAccessKey: 'test' }));
    return sts.send(new AssumeRoleCommand({ RoleArn: outputs.Role, RoleSessionName: 'smoke', ExternalId }));
  };
  check(`${stack} role, wrong external id`, 'AccessDenied', await answer(assume(VENDOR_ACCOUNT, 'another')));
  check(`${stack} role, no external id`, 'AccessDenied', await answer(assume(VENDOR_ACCOUNT)));
  check(`${stack} role, another account`, 'AccessDenied', await answer(assume('777788889999', EXTERNAL_ID)));
  const { Credentials: session } = await assume(VENDOR_ACCOUNT, EXTERNAL_ID);
  const [accessKeyId = '', secretAccessKey = '', sessionToken] = [session?.AccessKeyId, session?.SecretAccessKey, session?.SessionToken];
  const credentials = { accessKeyId, secretAccessKey, sessionToken };
  await probeData(aws, `${stack} role`, outputs, credentials);
  await probeRefusals(aws, `${stack} role`, outputs, credentials);
}

async function probeNetwork(aws: LocalAws): Promise<void> {
  const { Endpoint, Group, Cidr } = await outputsOf<Record<'Endpoint' | 'Group' | 'Cidr', string>>(aws, NETWORK);
  check('VPC address', '10.0.0.0/16', Cidr);
  const described = async (...args: string[]) => JSON.parse((await aws.aws(['ec2', ...args])).stdout);
  const { VpcEndpoints } = await described('describe-vpc-endpoints', '--vpc-endpoint-ids', Endpoint);
  check('policy of the endpoint', 's3:GetObject', JSON.parse(VpcEndpoints[0].PolicyDocument).Statement[0].Action);
  const { SecurityGroups } = await described('describe-security-groups', '--group-ids', Group);
  const ports = SecurityGroups[0].IpPermissions.map(({ FromPort }: { FromPort: number }) => FromPort);
  check('open ports', '22,443', `${ports.sort()}`);
}

main()
  .catch((error: Error) => failures.push(error.message))
  .then(() => {
    console.log(`${passed} checks passed, ${failures.length} failed`);
    for (const failure of failures) console.log(`FAILED ${failure}`);
    process.exitCode = failures.length > 0 ? 1 : 0;
  });
