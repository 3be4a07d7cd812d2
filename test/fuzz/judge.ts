import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { VendorBucketAccess } from '../../src';
import { NETWORKS } from '../../src/core/private/env/shared-principals';
import { CASES } from '../cases';
import { problemsOf, wordlessIn } from '../core/messages';
import { found } from '../found';
import { allowed, denied, type Environment, type Row, resolveTemplate, type Template, type Who, World } from '../matrix';
import { PARTITIONS } from '../matrix/deployed';
import type { Requests } from '../matrix/requests';
import { sizeFindings } from '../matrix/sizes';
import { faultsOfRows } from '../matrix/table';
import { VENDORS } from '../vendors';
import { ASPECTS, type Built, built, type CasePlan, emptyApp, isOfLibrary, type Plan } from './plan';

// What is wrong with a random app: how it ended, what it would deploy, and what its principals can do.

/** What a plan came to, for the counts. */
export interface Outcome {
  readonly faults: readonly string[];
  readonly refused: number;
  readonly asked: number;
}

/** What the calls themselves say. */
export function outcomeOfCalls({ refusals }: Built): Outcome {
  const faults = refusals.flatMap(({ call, error, left }) => [
    ...faultsOfError(call, error, THROWN),
    ...(left ? [`${call} was refused, and something of it is still in the tree`] : []),
  ]);
  return { faults, refused: refusals.length, asked: 0 };
}

/** The same with all that is deployed. */
export async function outcomeOf(plan: Plan): Promise<Outcome> {
  const once = built(plan);
  const { faults: ofCalls, refused } = outcomeOfCalls(once);
  const [templates, error] = synthesized(once.app);
  const [others, otherError] = synthesized(built(plan, true).app);
  const isSame = refused > 0 || sorted(String(error)) === sorted(String(otherError)); // what is refused before the last prop is not made
  if (error) {
    const faults = [...faultsOfError('synth', error, SYNTHESIZED), ...(isSame ? [] : [`another order of props: ${otherError}`])];
    return { faults: [...ofCalls, ...faults], refused: refused + 1, asked: 0 };
  }
  const { asked, faults } = await judged(once, templates);
  const all = [
    ...ofCalls,
    ...Object.entries(templates).flatMap(([name, template]) => faultsOfTemplate(name, template)),
    ...(JSON.stringify(templates) === JSON.stringify(synthesized(once.app)[0]) ? [] : ['a second synthesis gives another template']),
    ...(isSame && (refused > 0 || canonical(templates) === canonical(others))
      ? []
      : [`another order of props: ${otherError ?? difference(templates, others)}`]),
    ...faults,
  ];
  return { faults: all, refused, asked };
}

/** A case of a vendor in other surroundings than its own: what its rows say holds there too. */
export async function outcomeOfCase({ name, surroundings }: CasePlan): Promise<Outcome> {
  const { app, stack } = emptyApp(surroundings);
  const [vendor, option] = name.split('/');
  (CASES[vendor][option] as (scope: Stack) => unknown)(stack);
  for (const aspect of surroundings.aspects) ASPECTS[aspect](app);
  const [templates, error] = synthesized(app);
  const template = templates[stack.templateFile.replace('.template.json', '')];
  if (error || !template) return { faults: faultsOfError('synth', error, SYNTHESIZED), refused: 1, asked: 0 };
  const here = World.fromTemplate(template, environment(stack));
  const rows = REQUESTS[vendor].asked(option, here);
  const faults = await Promise.all(rows.map((one) => faultsOfRows(one.who, one.rows)));
  return { faults: [...faultsOfTemplate(name, template), ...faults.flat()], refused: 0, asked: rows.flatMap((one) => one.rows).length };
}

type Templates = Record<string, Template>;

function synthesized(app: App): [Templates, unknown] {
  try {
    const assembly = app.synth({ force: true });
    const all = [assembly, ...assembly.nestedAssemblies.map(({ nestedAssembly }) => nestedAssembly)];
    const files = all.flatMap(({ directory }) => readdirSync(directory).map((file) => join(directory, file)));
    const templates = files
      .filter((file) => file.endsWith('.template.json'))
      .map((file) => [basename(file, '.template.json'), withoutAssets(file)]);
    return [Object.fromEntries(templates), undefined];
  } catch (error) {
    return [{}, error];
  }
}

/** The name of a nested template says what is in it, with the ids of tokens in the order of their making. */
const withoutAssets = (file: string): Template => JSON.parse(readFileSync(file, 'utf8').replace(/[0-9a-f]{64}\.json/g, 'nested.json'));

const sorted = (text: string): string => text.split('\n').sort().join();
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, one) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );

function difference(one: Templates, other: Templates): string {
  const resources = (all: Templates) =>
    Object.entries(all).flatMap(([stack, { Resources }]) =>
      Object.entries(Resources ?? {}).map(([id, r]) => [`${stack}/${id}`, canonical(r)]),
    );
  const there = new Map(resources(other) as [string, string][]);
  return resources(one)
    .filter(([id, r]) => there.get(id) !== r)
    .map(([id, r]) => `${id}: ${r}\n   beside ${there.get(id)}`)
    .slice(0, 2)
    .join('\n');
}

const REQUESTS = found<Requests>('requests', 'REQUESTS');
const THROWN = /^[A-Za-z].*:\n {2}1\. /;
const SYNTHESIZED = /^Validation failed with the following errors:\n/;

/** An error is one of the library's, and each problem in it says what was given, what is allowed and what to do. */
export function faultsOfError(call: string, error: unknown, form: RegExp): string[] {
  const { message = String(error), stack } = error as Error;
  if (!form.test(message) || error instanceof TypeError) {
    return [`${call}: not an error of the library: ${stack ?? message}`];
  }
  const shows = problemsOf(message)
    .map(withoutQuoted)
    .filter((line) =>
      /got (undefined|\[object|\$\{Token|;)|\[object Object\]|\$\{Token\[|allowed: (undefined|;)|'undefined\b|NaN seconds/.test(line),
    );
  return [
    ...wordlessIn(message).map((line) => `${call}: without what was given, what is allowed or what to do: ${line}`),
    ...shows.map((line) => `${call}: shows nothing: ${line}`),
  ];
}

/** A text that was given may say anything. */
const withoutQuoted = (line: string): string => line.replace(/got "(?!\$\{Token)(?:[^"\\]|\\.)*"/g, 'got "a text"');

const EMPTY = (one: unknown): boolean => typeof one === 'object' && one !== null && Object.keys(one).length === 0;

/** Whatever may not be in a template, wherever it is. */
export function faultsOfTemplate(name: string, template: Template): string[] {
  const faults: string[] = [];
  const visit = (value: unknown, path: readonly string[]): void => {
    const [key] = path.slice(-1);
    const where = `${name}: ${path.join('.')}`;
    if (value === undefined || value === null) faults.push(`${where}: no value`);
    if (typeof value === 'string' && (/\$\{Token\[|\[object /.test(value) || value === 'undefined')) faults.push(`${where}: ${value}`);
    if (path.includes('Condition') && path.includes('Statement') && EMPTY(value)) faults.push(`${where}: an empty condition`);
    if (/^(Action|NotAction|Resource|Principal|Statement)$/.test(key ?? '') && EMPTY(value)) faults.push(`${where}: empty`);
    if (key === 'Fn::GetAtt' && String((value as string[])[1]) === 'SecretAccessKey' && !path.includes('SecretString'))
      faults.push(`${where}: a secret`);
    if (typeof value === 'object' && value !== null) for (const [inner, item] of Object.entries(value)) visit(item, [...path, inner]);
  };
  visit({ Resources: template.Resources ?? {}, Outputs: (template as { Outputs?: unknown }).Outputs ?? {} }, []);
  const outputs = Object.keys((template as { Outputs?: object }).Outputs ?? {}).length;
  return outputs > 200 ? [...faults, `${name}: ${outputs} outputs`] : faults;
}

/** The stack where its environment is not known gets this one. */
function environment(stack: Stack): Environment {
  const region = /^[a-z]/.test(stack.region) ? stack.region : 'eu-west-1';
  const own = PARTITIONS.find((one) => one.region === region);
  return own ?? { ...PARTITIONS[0], region };
}

async function judged({ app, made }: Built, templates: Templates): Promise<{ faults: string[]; asked: number }> {
  const [faults, count]: [string[], number[]] = [[], [0]];
  for (const stack of app.node.findAll().filter(Stack.isStack)) {
    const template = templates[stack.templateFile.replace('.template.json', '')];
    if (!template || JSON.stringify(template).match(/Fn::ImportValue|Fn::GetStackOutput|outputs\./)) continue; // what another stack has is not known here
    const here = World.fromTemplate(template, environment(stack));
    faults.push(...faultsOfSizes(app, here));
    for (const one of made.filter((construct) => Stack.of(construct) === stack).filter(isOfLibrary)) {
      const rows = rowsOf(one, stack, template, here);
      const who = rows.length > 0 ? whoOf(one, stack, here) : undefined;
      if (!who) continue;
      count[0] += rows.length;
      faults.push(...(await faultsOfRows(who, rows)).map((fault) => `${one.node.path}: ${fault}`));
    }
  }
  return { faults, asked: count[0] };
}

/** Policies that IAM would not take, unless the app was warned of it. */
function faultsOfSizes(app: App, here: World): string[] {
  const isWarned = app.node.findAll().some(({ node }) => node.metadata.some(({ data }) => String(data).includes('MayNotFit')));
  return isWarned ? [] : sizeFindings(here.documents);
}

function whoOf({ role, user }: VendorBucketAccess, stack: Stack, here: World): Who | undefined {
  const principal = user ?? role;
  const l1 = principal?.node.defaultChild;
  if (principal instanceof iam.User || principal instanceof iam.Role) {
    return l1 && Stack.of(principal) === stack ? here.principal(stack.getLogicalId(l1 as iam.CfnUser)) : undefined;
  }
  return undefined; // what an imported principal has beside this is not known
}

const GROUPS = Object.values(VENDORS).flatMap(({ sets }) => sets.flatMap(({ groups }) => groups));

const ELSEWHERE = { 'aws:SourceIp': '192.0.2.1' };

/** What a request carries that is made from one of the networks that the principal is bound to, if it is. */
function networkOf({ role, user }: VendorBucketAccess): Record<string, string> {
  const principal = user ?? role;
  const { addresses = [], vpcEndpoints = [], vpcs = [] } = (principal && NETWORKS.get(principal)) ?? {};
  const found = [
    ...addresses.map((address) => ({ 'aws:SourceIp': address })),
    ...vpcEndpoints.map(({ vpcEndpointId }) => ({ 'aws:SourceVpce': vpcEndpointId })),
    ...vpcs.map(({ vpcId }) => ({ 'aws:SourceVpc': vpcId })),
  ];
  return found[0] ?? {};
}

/** What the data says of the statements that the construct's policy has, on its own bucket and beside it. */
function rowsOf(made: VendorBucketAccess, stack: Stack, template: Template, here: World): Row[] {
  const policy = here.documents.find(
    ({ logicalId }) => logicalId === stack.getLogicalId(made.policy.node.defaultChild as iam.CfnManagedPolicy),
  );
  const boundary = (made.user ?? made.role)?.node.defaultChild as iam.CfnUser | undefined;
  if (!policy || (boundary && 'PermissionsBoundary' in (template.Resources?.[stack.getLogicalId(boundary)].Properties ?? {}))) return []; // the boundary of another one decides
  const probe = {
    Type: 'Probe',
    Properties: stack.resolve({
      bucket: made.bucket.bucketArn,
      prefix: made.setup.Prefix ?? '',
      account: made.bucket.env.account,
      network: networkOf(made),
    }),
  };
  const { bucket, prefix, account, network } =
    resolveTemplate({ ...template, Resources: { ...template.Resources, Probe: probe } }, here.env, (type) => type === 'Probe').get('Probe')
      ?.properties ?? {};
  if (account !== here.env.account || made.setup.Folder !== undefined) return [];
  const inside = Object.fromEntries(Object.entries<string>(network).map(([key, value]) => [key, value.split('/')[0]]));
  const isBound = Object.keys(inside).length > 0 && (made.user ?? made.role)?.node.scope === made;
  const below = prefix ? `${prefix.replace(/\/$/, '')}/` : '';
  const sids = new Set([policy.policy.Statement].flat().map(({ Sid }) => Sid));
  const anywhere = GROUPS.filter(({ on, sid }) => sids.has(sid) && ['account', 'buckets'].includes(on)).flatMap(({ actions }) => actions);
  const rows = GROUPS.filter(({ on, sid }) => sids.has(sid) && ['bucket', 'listing', 'object'].includes(on)).flatMap(
    ({ actions, conditions = {}, on, sid, why }) => {
      const context = Object.fromEntries(
        Object.entries(conditions).flatMap(([operator, keys]) =>
          operator.startsWith('StringEquals') ? Object.entries(keys).map(([key, values]) => [key, [values].flat()[0]]) : [],
        ),
      );
      const more: Record<string, string> = on === 'listing' && below ? { 's3:prefix': below } : {};
      const ask = (resource: string, account?: string) => ({
        resource,
        context: { ...context, ...inside, ...more },
        ...(account && { account }),
      });
      const object = `${below}2026/file`;
      const at = (name: string, key = object) => (on === 'object' ? `${name}/${key}` : name);
      return Object.keys(conditions).some((operator) => !operator.startsWith('StringEquals'))
        ? []
        : actions.flatMap((action) => [
            ...allowed(`${sid}: ${why}`, ask(at(bucket)), action),
            ...(anywhere.includes(action) ? [] : denied('another bucket', ask(at(`${bucket}-2`)), action)),
            ...denied('the bucket of a stranger', ask(at(bucket), '999999999999'), action),
            ...(isBound
              ? denied('a stranger with the key', { ...ask(at(bucket)), context: { ...context, ...more, ...ELSEWHERE } }, action)
              : []),
            ...denied('plain http', { ...ask(at(bucket)), secure: false }, action).filter(() => made.bucket.node.scope === made),
          ]);
    },
  );
  return [...new Map(rows.map((row) => [JSON.stringify([row.action, row.resource, row.account, row.secure, row.context]), row])).values()];
}
