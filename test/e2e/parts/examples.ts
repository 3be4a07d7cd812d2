import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { confirm, removeAll } from '../aws-target';
import { makeCalls } from '../calls';
import { appOf, cdk, saysNoDifference, UNATTENDED } from '../cli';
import { EXAMPLES } from '../examples';
import type { Anywhere, Here, Part } from '../part';
import { readBack } from '../readback/read-back';
import { DeployedStack } from '../stack';

/** Every example, as its reader deploys it: read back, used as the vendor uses it, deployed again without a change, destroyed. */
export const examples: Part = {
  items: Object.keys(EXAMPLES),
  async run(here, items) {
    for (const [index, item] of items.entries()) {
      if (index > 0) {
        await here.fresh(); // some leave what the next one makes anew
      }
      await deployExample(here, item);
    }
  },
};

async function deployExample(here: Here, item: string): Promise<void> {
  const { inUse, stack: name } = EXAMPLES[item];
  const where = `examples/${item}`;
  const { ready, stack } = await useExample(here, item);
  const { code, stdout, stderr } = await here.target.cdk(['destroy', ...ready, '--force']);
  const failed = new Set(`${stdout}${stderr}`.match(/(?<=DELETE_FAILED +\| )(?!AWS::CloudFormation::Stack)\S+/g));
  const what = inUse ? `destroyed, but for ${inUse}, which others use` : 'destroyed';
  const asExpected = inUse ? code !== 0 && [...failed].join() === inUse : code === 0 && !(await stack.exists());
  here.checks.step(where, what, asExpected, `${name}: exit code ${code}, not deleted: ${[...failed]}`);
}

/** In an account of AWS: what the run has created is removed, whatever has come of it. */
export async function examplesInAccount(here: Anywhere, items: readonly string[]): Promise<void> {
  await confirm(here.target, ...items.map((item) => new DeployedStack(here.target, EXAMPLES[item].stack)));
  for (const item of items) {
    const { app, context, stack: name } = EXAMPLES[item];
    await useExample(here, item).catch((error: Error) => here.checks.step(`examples/${item}`, 'runs to its end', false, `${error.stack}`));
    const stack = new DeployedStack(here.target, name);
    if (await stack.exists()) {
      await stack.load();
      await removeAll(here.target, stack, (args) => cdk(here.target, [...args, ...appOf(app, context)]));
    }
  }
}

interface Used {
  /** What the CDK CLI is to be told of its app and stack. */
  readonly ready: string[];
  readonly stack: DeployedStack;
}

async function useExample({ checks, folder, target }: Anywhere, item: string): Promise<Used> {
  const where = `examples/${item}`;
  const { app, context, stack: name, workflow } = EXAMPLES[item];
  const assembly = join(folder, `${item}.out`);
  await cdk(target, ['synth', name, '--quiet', '--output', assembly, ...appOf(app, context)]);
  let ready = ['--app', assembly, name];
  let printed = await cdk(target, ['deploy', ...ready, ...UNATTENDED, '--verbose']);
  checks.step(where, 'cdk deploy warns of nothing', !/\[Warning at /.test(printed), /\[Warning at .*/.exec(printed)?.[0]);
  const stack = new DeployedStack(target, name);
  await stack.load();
  await readBack(target, stack, JSON.parse(readFileSync(join(assembly, `${name}.template.json`), 'utf8')), checks, where);
  const deploy = async (more: Record<string, string>) => {
    const changed = join(folder, `${item}.changed.out`);
    await cdk(target, ['synth', name, '--quiet', '--output', changed, ...appOf(app, { ...context, ...more })]);
    ready = ['--app', changed, name];
    printed += await cdk(target, ['deploy', ...ready, ...UNATTENDED, '--verbose']);
  };
  const plan = await workflow({ target, stack, folder, deploy });
  checks.calls(where, await makeCalls(plan.calls));
  const again = await cdk(target, ['deploy', ...ready, ...UNATTENDED]);
  checks.step(where, 'deployed again: nothing changes', again.includes('(no changes)'), again);
  checks.step(where, 'cdk diff shows no difference', saysNoDifference(await target.cdk(['diff', ...ready, '--fail'])));
  checks.noLeak(where, plan.secrets, { 'output of cdk deploy --verbose': printed, ...(await stack.told()) }, [folder, ...target.traces]);
  return { ready, stack };
}
