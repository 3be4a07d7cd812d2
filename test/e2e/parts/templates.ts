import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Capability, CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import type { Launch } from '../../../docs/launch/launch';
import { LAUNCHES, made } from '../../../docs/launch/launches';
import { withoutSlash } from '../../../docs/launch/names';
import { capabilityOf } from '../../../docs/launch/page';
import { rightValues, templateBefore, type Whole } from '../../../docs/launch/template';
import { substituted } from '../../launch/substituted';
import { act, type Deployed } from '../acting';
import { deployLaunch, deployTemplate } from '../aws-deploy';
import { type Call, invalid, makeCalls } from '../calls';
import { EXAMPLES } from '../examples';
import type { Here, Part } from '../part';
import { readBack } from '../readback/read-back';
import { DeployedStack } from '../stack';
import { takeOver } from '../takeover';

type Values = Readonly<Record<string, string>>;

const TAKEOVER = 'takeover';

/** Every template without the CDK, as its reader deploys it: with the AWS CLI alone, in an account that nothing has been prepared in. */
export const templates: Part = {
  items: [...LAUNCHES.keys(), TAKEOVER],
  async run(here, items) {
    for (const item of items) {
      await here.aws.reset();
      const one = LAUNCHES.get(item);
      await (one ? launch(here, item, one) : takeOver(here, `templates/${item}`)).catch((error: Error) =>
        here.checks.step(`templates/${item}`, 'runs to its end', false, `${error.stack}`),
      );
    }
  },
};

async function launch(here: Here, item: string, one: Launch): Promise<void> {
  const { checks, folder, target } = here;
  const [where, name] = [`templates/${item}`, withoutSlash(item)];
  const { template } = made(item);
  // the probes ask for a bucket that is somebody else's
  await new S3Client(target.config()).send(new CreateBucketCommand({ Bucket: `cdk-hnb659fds-assets-${target.account}-${target.region}` }));
  const { before, values } = await existing(here, item, one);
  checks.calls(where, await makeCalls(wrong(here, name, one, template, values)));
  const deploy = () => deployLaunch(here.aws, item, values);
  const first = await deploy();
  checks.step(where, 'aws cloudformation deploy', first.code === 0, first.stderr);
  const stack = new DeployedStack(target, name);
  await stack.load();
  // a reference to a number is a text there
  const final: Whole = { ...substituted(template, values), Parameters: undefined, Rules: undefined };
  await readBack(target, stack, final, checks, where);
  const secrets = await work(here, where, one, stack);
  secrets.push(
    ...(await act(here, together(stack, before?.stack), where, {
      ...final,
      Resources: { ...before?.template.Resources, ...final.Resources },
    })),
  );
  await sleep(1100); // the CLI names change sets by the second
  const again = await deploy();
  checks.step(
    where,
    'deployed again: nothing changes',
    again.code === 0 && /No changes to deploy/.test(again.stdout + again.stderr),
    again.stderr,
  );
  checks.noLeak(where, secrets, { 'output of aws cloudformation deploy': first.stdout + first.stderr, ...(await stack.told()) }, [
    folder,
    ...target.traces,
  ]);
  const gone = await here.aws.aws(['cloudformation', 'delete-stack', '--stack-name', name]);
  checks.step(where, 'deleted', gone.code === 0 && (await here.aws.settled(name)) === 'none', gone.stderr);
}

/** What has to be there before, and the values that only its deployment knows. */
async function existing(here: Here, item: string, one: Launch) {
  const right = rightValues(one);
  if (!one.before) return { values: right };
  const template = templateBefore(item, one, right);
  const [name, file] = [`${withoutSlash(item)}-before`, join(here.folder, `${withoutSlash(item)}-before.json`)];
  writeFileSync(file, JSON.stringify(template));
  const { code, stderr } = await deployTemplate(here.aws, name, file, {}, 'CAPABILITY_NAMED_IAM');
  here.checks.step(`templates/${item}`, 'what exists before is deployed', code === 0, stderr);
  const stack = new DeployedStack(here.target, name);
  await stack.load();
  return { before: { stack, template }, values: { ...right, ...stack.allOutputs } };
}

/** What CloudFormation refuses by the template's own constraints and rules, before it makes anything. */
function wrong({ target }: Here, name: string, one: Launch, template: Whole, values: Values): Call[] {
  const client = new CloudFormationClient(target.config());
  const create = (given: Values) =>
    client.send(
      new CreateStackCommand({
        StackName: name,
        TemplateBody: JSON.stringify(template),
        Capabilities: [capabilityOf(template) as Capability],
        Parameters: Object.entries(given).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
      }),
    );
  const own = one.parameters.filter(({ rule }) => rule).map((parameter) => [parameter.name, target.account] as const);
  const all = [
    ...one.parameters.flatMap(({ name: parameter, wrong: values }) => values.map((value) => [parameter, value] as const)),
    ...own,
  ];
  const missing = one.parameters.map((parameter) => [parameter.name, undefined] as const);
  return [...all, ...missing].map(([parameter, value]) => {
    const { [parameter]: _, ...others } = values;
    const given = value === undefined ? others : { ...others, [parameter]: value };
    return invalid(`create-stack with ${parameter}=${value === undefined ? 'nothing' : JSON.stringify(value.slice(0, 60))}`, () =>
      create(given),
    );
  });
}

/** As the vendor goes through it in an example. */
async function work(here: Here, where: string, { worksLike }: Launch, stack: DeployedStack): Promise<string[]> {
  if (worksLike === undefined) return [];
  const place = { target: here.target, stack, folder: here.folder, deploy: () => Promise.reject(new Error('it deploys nothing')) };
  const { calls, secrets } = await EXAMPLES[worksLike].workflow(place);
  here.checks.calls(where, await makeCalls(calls));
  return secrets;
}

/** The resources of both, the template's own first. */
function together(stack: DeployedStack, before?: DeployedStack): Deployed {
  const all = (type: string) => [...stack.all(type), ...(before?.all(type) ?? [])];
  return { name: stack.name, refs: { ...before?.refs, ...stack.refs }, all };
}
