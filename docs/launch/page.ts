// docs/templates.md: what each template creates, how to deploy it, and what to enter where.

import type { PermissionSet } from '../../src/core/private/model/permission-set';
import { VENDORS } from '../../test/vendors';
import { table } from '../markdown';
import type { Launch } from './launch';
import { LAUNCHES, made } from './launches';
import { withoutSlash } from './names';
import { INTRODUCTION, RELEASES } from './page-texts';
import type { Parameter } from './parameter';
import { type PolicyText, policyTexts } from './policies';
import type { Whole } from './template';

const code = (text: string): string => `\`${text}\``;

/** The name of a file of a release: all of them are in one folder. */
export const assetOf = (name: string): string => `${withoutSlash(name)}.json`;

const NAMES = ['GroupName', 'ManagedPolicyName', 'RoleName', 'UserName'];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html, read 2026-11-29. */
export function capabilityOf({ Resources = {} }: Whole): string {
  const isNamed = ({ Properties = {}, Type }: { Type: string; Properties?: object }) =>
    Type.startsWith('AWS::IAM::') && Type !== 'AWS::IAM::AccessKey' && NAMES.some((name) => typeof Object(Properties)[name] === 'string');
  return Object.values(Resources).some(isNamed) ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM';
}

/** The command that deploys a template. */
function command(name: string, { parameters }: Launch, template: Whole): string {
  const given = parameters.map((one) => `${one.name}=${quoted(one.shown ?? one.right)}`);
  return [
    '```sh',
    `aws cloudformation deploy --stack-name ${withoutSlash(name)} --template-file ${assetOf(name)} \\`,
    `  --capabilities ${capabilityOf(template)} --parameter-overrides ${given.join(' ')}`,
    '```',
  ].join('\n');
}

const quoted = (value: string): string => (/[^\w@%+=:,./…-]/.test(value) ? `'${value}'` : value);

const parametersTable = (all: readonly Parameter[]): string =>
  table(
    ['parameter', 'what it is', 'allowed'],
    all.map(({ constraint, description, name, rule }) => [
      code(name),
      description,
      rule ? `${constraint}. Refused: ${rule.says}` : constraint,
    ]),
  );

const outputsTable = ({ Outputs = {} }: Whole): string =>
  table(
    ['output', 'what it is, and where to enter it'],
    Object.entries(Outputs).map(([name, { Description = '' }]) => [code(name), Description]),
  );

/** The pages of the sets that have a statement in a policy. */
function sourcesOf(vendor: string, ids: readonly string[], text: string): string {
  const isUsed = ({ groups, id }: PermissionSet) => ids.includes(id) && groups.some(({ sid }) => text.includes(`"Sid": "${sid}"`));
  const sets = VENDORS[vendor].sets.filter(isUsed);
  const pages = new Map(sets.map(({ source }) => [source.url, `[${source.title}](${source.url}), ${source.date}`]));
  return pages.size > 0 ? [...pages.values()].join('<br>') : `[permissions](permissions/${vendor}.md)`;
}

function policiesTable(name: string, texts: readonly PolicyText[]): string {
  const [vendor] = name.split('/');
  const { sets } = made(name);
  return table(
    ['policy', 'of', 'placeholders', 'source'],
    texts.map((one) => [
      code(`${name}/${one.name}.json`),
      one.kind,
      [...one.placeholders.keys()].sort().map(code).join(', '),
      sourcesOf(vendor, sets.get(one.logicalId) ?? [], one.text),
    ]),
  );
}

/** The constructs of the library, each with the id that it has there. */
function constructsOf(name: string): string {
  const [vendor] = name.split('/');
  const own = made(name).constructs.filter(({ type }) => type in VENDORS[vendor].accesses);
  return own.map(({ id, type }) => `\`${vendor}.${type}\` (\`${id}\`)`).join(', ');
}

function section(name: string, launch: Launch): string {
  const [vendor] = name.split('/');
  const { template } = made(name);
  const exists = launch.parameters.some(({ name: parameter }) => parameter.endsWith('BucketName'));
  const check = `CloudFormation does not check your bucket: compare it with [the rules for it](permissions/${vendor}.md#bucket).`;
  return [
    `### ${name}`,
    `Creates ${launch.creates}. [${assetOf(name)}](${RELEASES}/${assetOf(name)}), of ${constructsOf(name)}.`,
    command(name, launch, template),
    ...(exists ? [check] : []),
    ...(launch.next ? [launch.next] : []),
    parametersTable(launch.parameters),
    ...(Object.keys(template.Outputs ?? {}).length > 0 ? [outputsTable(template)] : []),
    policiesTable(name, policyTexts(template)),
  ].join('\n\n');
}

export function page(): string {
  const vendors = Object.entries(VENDORS).map(([vendor, { title }]) => {
    const own = [...LAUNCHES].filter(([name]) => name.startsWith(`${vendor}/`));
    const guide = `The [guide](../src/${vendor}/README.md) says where the vendor's console asks for these values, and what a thief of the key could do.`;
    return [`## ${title}`, guide, ...own.map(([name, launch]) => section(name, launch))].join('\n\n');
  });
  const rows = [...LAUNCHES].map(([name, { creates }]) => [`[${name}](#${name.replace('/', '')})`, creates]);
  return `${[INTRODUCTION.replace('TABLE', table(['template', 'creates'], rows)), ...vendors].join('\n\n')}\n`;
}
