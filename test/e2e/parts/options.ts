import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateBucketCommand, HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { ALL_CASES } from '../../cases';
import type { Json } from '../../matrix/types';
import { act, IMPORTED } from '../acting';
import { stackOf } from '../apps/cases';
import { removeBucket } from '../aws-target';
import { appOf, cdk, saysNoDifference, UNATTENDED } from '../cli';
import type { Here, Part } from '../part';
import { readBack, type WholeTemplate } from '../readback/read-back';
import { DeployedStack } from '../stack';

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
    secrets.push(...(await act(here, stack, `options/${item}`, reviewed(item))));
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
