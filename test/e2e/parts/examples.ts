import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCalls } from '../calls';
import { appOf, cdk, saysNoDifference, UNATTENDED } from '../cli';
import { EXAMPLES } from '../examples';
import type { Here, Part } from '../part';
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

async function deployExample({ checks, folder, target }: Here, item: string): Promise<void> {
  const where = `examples/${item}`;
  const { app, context, inUse, stack: name, workflow } = EXAMPLES[item];
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
  const { code, stdout, stderr } = await target.cdk(['destroy', ...ready, '--force']);
  const failed = new Set(`${stdout}${stderr}`.match(/(?<=DELETE_FAILED +\| )(?!AWS::CloudFormation::Stack)\S+/g));
  const what = inUse ? `destroyed, but for ${inUse}, which others use` : 'destroyed';
  checks.step(
    where,
    what,
    (code === 0) === !inUse && [...failed].join() === (inUse ?? ''),
    `exit code ${code}, not deleted: ${[...failed]}`,
  );
}
