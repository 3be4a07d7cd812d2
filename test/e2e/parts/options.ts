import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeleteAccessKeyCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateBucketCommand, HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { ALL_CASES } from '../../cases';
import type { Credentials } from '../../local-aws/local-aws';
import { World } from '../../matrix';
import { idOf, principalOf } from '../../matrix/deployed';
import type { Json, ResolvedResource } from '../../matrix/types';
import { stackOf } from '../apps/cases';
import { removeBucket } from '../aws-target';
import { type Call, makeCalls, refused } from '../calls';
import { appOf, cdk, saysNoDifference, UNATTENDED } from '../cli';
import { newKeyOf, sessionOf } from '../credentials';
import type { Here, Part } from '../part';
import { probes } from '../probe';
import { environmentOf, readBack, type WholeTemplate } from '../readback/read-back';
import { DeployedStack } from '../stack';
import type { Target } from '../target';

const IMPORTED = 'example-bucket'; // the name that all cases with an imported bucket use

/** The reviewed template of a case: what the construct promises, and not what it has just synthesized. Its stack is called `Stack` there. */
function reviewed(name: string): WholeTemplate {
  const [vendor, option] = name.split('/');
  const text = readFileSync(join(__dirname, '..', '..', vendor, 'templates', `${option}.json`), 'utf8');
  return JSON.parse(text.replaceAll('"Stack/', `"${stackOf(name)}/`));
}

/** Names that can be there once only. */
function fixedNames(template: WholeTemplate): string[] {
  const names = ['BucketName', 'GroupName', 'Name', 'RoleName', 'UserName'];
  const given = (name: string, Properties: Json) => typeof Properties[name] === 'string';
  return Object.values(template.Resources ?? {}).flatMap(({ Type, Properties = {} }) =>
    names.filter((name) => given(name, Properties)).map((name) => `${Type} ${Properties[name]}`),
  );
}

/** As few waves as possible, in which no name is made twice, nor made where another case imports it. */
function waves(items: readonly string[]): string[][] {
  const all: { readonly items: string[]; readonly made: Set<string>; readonly used: Set<string> }[] = [];
  for (const item of items) {
    const made = fixedNames(reviewed(item));
    const used = made.length === 0 && JSON.stringify(reviewed(item)).includes(`:s3:::${IMPORTED}`) ? [`AWS::S3::Bucket ${IMPORTED}`] : [];
    const fits = (one: (typeof all)[0]) =>
      made.every((name) => !one.made.has(name) && !one.used.has(name)) && used.every((name) => !one.made.has(name));
    const wave = all.find(fits) ?? { items: [], made: new Set(), used: new Set() };
    if (wave.items.length === 0) {
      all.push(wave);
    }
    wave.items.push(item);
    for (const name of made) wave.made.add(name);
    for (const name of used) wave.used.add(name);
  }
  return all.map((wave) => wave.items);
}

const NO_METRICS = 'the local AWS has no request metrics of S3';
/** Cases that the local AWS cannot deploy, and why. */
const NOT_DEPLOYED: Readonly<Record<string, string>> = {
  'logzio/monitored': NO_METRICS,
  'logzio/monitored-fully': NO_METRICS,
  'logzio/monitored-band': 'the local AWS has no alarms on anomaly bands (metric math)',
};

/** Every option of every construct: deployed, read back, acted upon, deployed again without a change, destroyed. */
export const options: Part = {
  items: ALL_CASES.map(([name]) => name),
  async run(here, items) {
    const assembly = join(here.folder, 'cdk.out');
    await cdk(here.target, ['synth', '--quiet', '--output', assembly, ...appOf('test/e2e/apps/cases.ts')]);
    const [gaps, rest] = [true, false].map((is) => items.filter((item) => (here.target.kind === 'local' && item in NOT_DEPLOYED) === is));
    for (const item of gaps) here.checks.gap(`options/${item}`, 'not deployed', NOT_DEPLOYED[item]);
    for (const wave of waves(rest)) {
      await deployWave(here, assembly, wave);
    }
  },
};

async function deployWave(here: Here, assembly: string, items: string[]): Promise<void> {
  const { checks, target } = here;
  const all = ['--app', assembly, ...items.map(stackOf)];
  const deploy = () => cdk(target, ['deploy', ...all, ...UNATTENDED, '--concurrency', '8', '--verbose']);
  const printed = await deploy();
  const s3 = new S3Client(target.config());
  await s3.send(new HeadBucketCommand({ Bucket: IMPORTED })).catch(() => s3.send(new CreateBucketCommand({ Bucket: IMPORTED })));
  const secrets: string[] = [];
  const told: Record<string, string> = { 'output of cdk deploy --verbose': printed };
  for (const item of items) {
    const stack = new DeployedStack(target, stackOf(item));
    await stack.load();
    await readBack(target, stack, reviewed(item), checks, `options/${item}`);
    secrets.push(...(await act(here, stack, item)));
    Object.assign(told, Object.fromEntries(Object.entries(await stack.told()).map(([what, text]) => [`${what} of ${item}`, text])));
  }
  const unchanged = (await deploy()).match(/\(no changes\)/g)?.length ?? 0;
  checks.step('options', `${items.length} stacks: deployed again, nothing changes`, unchanged === items.length, `${unchanged} unchanged`);
  const differences = saysNoDifference(await target.cdk(['diff', ...all, '--fail']));
  checks.step('options', `${items.length} stacks: cdk diff shows no difference`, differences);
  checks.noLeak('options', secrets, told, [here.folder, ...target.traces]);
  await cdk(target, ['destroy', ...all, '--force', '--concurrency', '8']);
  await removeBucket(s3, IMPORTED);
}

/** As the deployed principal; returns its secret key, if the stack holds it. */
async function act({ checks, target }: Here, stack: DeployedStack, item: string): Promise<string[]> {
  const where = `options/${item}`;
  const world = World.fromTemplate(reviewed(item), environmentOf(target, stack));
  const role = world.resources.get(idOf(world, 'AWS::IAM::User') ? '' : (idOf(world, 'AWS::IAM::Role') ?? ''));
  if (/sts:AssumeRoleWithWebIdentity|sts:TagSession/.test(JSON.stringify(role?.properties.AssumeRolePolicyDocument ?? ''))) {
    checks.gap(where, 'not acted with', 'the local AWS has neither web identity nor EKS Pod Identity');
    return [];
  }
  if (role?.properties.AssumeRolePolicyDocument.Statement[0].Effect === 'Deny') {
    checks.calls(where, await makeCalls(closed(target, role)));
    return [];
  }
  const credentials = role ? await assume(target, role) : await keyOf(target, stack);
  const policies = JSON.stringify(world.documents.filter(({ kind }) => kind !== 'bucket'));
  const Bucket = stack.all('AWS::S3::Bucket').find((name) => policies.includes(`:::${name}/`)) ?? IMPORTED;
  checks.calls(where, await makeCalls(await probes({ target, credentials, world, who: principalOf(world), Bucket })));
  checks.calls(where, await makeCalls(role ? strangers(target, role, credentials) : []));
  if (stack.all('AWS::SecretsManager::Secret').length > 0) {
    return [credentials.secretAccessKey];
  }
  const [UserName] = stack.all('AWS::IAM::User');
  if (UserName) {
    const made = { UserName, AccessKeyId: credentials.accessKeyId }; // beside the stack: it would be in the way of destroying it
    await new IAMClient(target.config()).send(new DeleteAccessKeyCommand(made));
  }
  return [];
}

async function keyOf(target: Target, stack: DeployedStack): Promise<Credentials> {
  const [SecretId] = stack.all('AWS::SecretsManager::Secret');
  const [UserName] = stack.all('AWS::IAM::User');
  if (SecretId) {
    const { SecretString = '' } = await new SecretsManagerClient(target.config()).send(new GetSecretValueCommand({ SecretId }));
    const [accessKeyId, secretAccessKey] = Object.values<string>(JSON.parse(SecretString)); // the fields may have other names
    return { accessKeyId, secretAccessKey };
  }
  return newKeyOf({ target }, UserName);
}

/** As the vendor. The role of a machine is assumed by the account root, which the local AWS takes for a service. */
async function assume(target: Target, { arn, properties }: ResolvedResource, other?: Credentials, id?: string): Promise<Credentials> {
  const [{ Condition, Principal }] = properties.AssumeRolePolicyDocument.Statement;
  const [, vendor] = /^arn:aws:iam::(\d{12}):root$/.exec(Principal.AWS) ?? [];
  const sts = new STSClient(target.config(other ?? (vendor === undefined ? undefined : target.otherAccount?.(vendor))));
  const ExternalId = id ?? Condition?.StringEquals?.['sts:ExternalId'];
  const { Credentials: session } = await sts.send(new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: 'vendor', ExternalId }));
  return sessionOf(session);
}

/** Its external id is not known yet. */
function closed(target: Target, role: ResolvedResource): Call[] {
  return [
    refused('sts AssumeRole of the closed role by a vendor', () => assume(target, role, target.otherAccount?.('444455556666'), 'any-id')),
    refused('sts AssumeRole of the closed role by the own account', () => assume(target, role)),
  ];
}

function strangers(target: Target, role: ResolvedResource, session: Credentials): Call[] {
  const calls = [refused('sts AssumeRole by a session of the role', () => assume(target, role, session))];
  if (JSON.stringify(role.properties.AssumeRolePolicyDocument).includes('sts:ExternalId')) {
    calls.push(
      refused('sts AssumeRole from another account', () => assume(target, role, target.otherAccount?.('999999999999'))),
      refused('sts AssumeRole with the external id of another customer', () => assume(target, role, undefined, 'another-customer')),
    );
  }
  return calls;
}
