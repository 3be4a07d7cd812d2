import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetFederationTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { CONSTRUCTS_A_STACK, STACKS, TENANTS } from '../apps/load';
import { allowed, type Call, makeCalls, refused } from '../calls';
import { appOf, cdk, UNATTENDED } from '../cli';
import { accessKeyIn, sessionOf } from '../credentials';
import type { Here, Part } from '../part';
import { readBack } from '../readback/read-back';
import { DeployedStack } from '../stack';

const DEPLOYED = 2;
const SYNTH_SECONDS = 60; // many times what it takes on an idle machine: it guards against what grows with the square

/** Many constructs in one app; many customers of one provider. */
export const load: Part = {
  items: ['constructs', 'tenants'],
  async run(here, items) {
    const assembly = join(here.folder, 'cdk.out');
    const start = Date.now();
    await cdk(here.target, ['synth', '--quiet', '--output', assembly, ...appOf('test/e2e/apps/load.ts')]);
    const seconds = (Date.now() - start) / 1000;
    here.checks.step(
      'load',
      `${STACKS * CONSTRUCTS_A_STACK} constructs in ${STACKS} stacks: cdk synth`,
      seconds < SYNTH_SECONDS,
      `${seconds} s`,
    );
    if (items.includes('constructs')) {
      await constructs(here, assembly);
    }
    if (items.includes('tenants')) {
      await tenants(here, assembly);
    }
  },
};

async function constructs(here: Here, assembly: string): Promise<void> {
  const { checks, target } = here;
  const where = 'load/constructs';
  const names = Array.from({ length: DEPLOYED }, (_, index) => `Load${index}`);
  const all = ['--app', assembly, ...names];
  const printed = await cdk(target, ['deploy', ...all, ...UNATTENDED, '--concurrency', `${DEPLOYED}`, '--verbose']);
  const secrets: string[] = [];
  for (const name of names) {
    const stack = new DeployedStack(target, name);
    await stack.load();
    await readBack(target, stack, JSON.parse(readFileSync(join(assembly, `${name}.template.json`), 'utf8')), checks, where);
    const keys = stack.all('AWS::SecretsManager::Secret').map((id) => accessKeyIn(here, id));
    secrets.push(...(await Promise.all(keys)).map(({ secretAccessKey }) => secretAccessKey));
  }
  checks.noLeak(where, secrets, { 'output of cdk deploy': printed }, [here.folder, ...target.traces]);
  await cdk(target, ['destroy', ...all, '--force', '--concurrency', `${DEPLOYED}`]);
}

/** Sessions of all fifty; a sample of the pairs, all of those among them whose names begin alike. The matrix judges all 2,450. */
async function tenants(here: Here, assembly: string): Promise<void> {
  const { checks, target } = here;
  const where = 'load/tenants';
  await cdk(target, ['deploy', '--app', assembly, 'Tenants', ...UNATTENDED]);
  const stack = new DeployedStack(target, 'Tenants');
  await stack.load();
  const provider = await accessKeyIn(here, stack.output('SetupSecretArn'));
  const Bucket = stack.output('SetupBucketName');
  const sts = new STSClient(target.config(provider));
  const clients = new Map<string, S3Client>();
  for (const tenant of TENANTS) {
    const Policy = stack.output(`SessionPolicy${tenant.replace('-', '')}`);
    const { Credentials } = await sts.send(new GetFederationTokenCommand({ Name: tenant, Policy, DurationSeconds: 900 }));
    clients.set(tenant, new S3Client(target.config(sessionOf(Credentials))));
  }
  const own = [...clients].flatMap(([tenant, s3]) => ownFiles(tenant, s3, Bucket));
  const pairs = TENANTS.flatMap((one, index) =>
    TENANTS.filter((other) => alike(one, other) || other === TENANTS[(index + 7) % 50]).map((other) => [one, other]),
  );
  const others = pairs
    .filter(([one, other]) => one !== other)
    .flatMap(([one, other]) => filesOf(one, other, clients.get(one) as S3Client, Bucket));
  checks.calls(where, await makeCalls([...own, ...others]));
  checks.noLeak(where, [provider.secretAccessKey], await stack.told(), [here.folder, ...target.traces]);
}

const alike = (one: string, other: string) => one.startsWith(other) || other.startsWith(one);

function ownFiles(tenant: string, s3: S3Client, Bucket: string): Call[] {
  const Key = `MBS/${tenant}/file`;
  return [
    allowed(`${tenant}: s3 PutObject`, () => s3.send(new PutObjectCommand({ Bucket, Key, Body: tenant }))),
    allowed(`${tenant}: s3 ListObjects`, () => s3.send(new ListObjectsV2Command({ Bucket, Prefix: `MBS/${tenant}/` }))),
  ];
}

function filesOf(one: string, other: string, s3: S3Client, Bucket: string): Call[] {
  const Key = `MBS/${other}/file`;
  return [
    refused(`${one}: s3 GetObject of ${other}`, () => s3.send(new GetObjectCommand({ Bucket, Key }))),
    refused(`${one}: s3 PutObject of ${other}`, () => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }))),
    refused(`${one}: s3 ListObjects of ${other}`, () => s3.send(new ListObjectsV2Command({ Bucket, Prefix: `MBS/${other}/` }))),
    refused(`${one}: s3 ListObjects of ${other} by its bare name`, () =>
      s3.send(new ListObjectsV2Command({ Bucket, Prefix: `MBS/${other}` })),
    ),
  ];
}
