import { type App, CfnResource, type Stack } from 'aws-cdk-lib';
import { SERVICE_ROLE } from '../../src/cloudberry/ec2-restore/service-role';
import type { Difference } from '../../src/core/private/synth/differences';
import { FinalApp } from '../../src/core/private/synth/final-app';
import type { PromiseRule } from '../../src/core/private/synth/promise-rule';
import { ACCESS_BY_BUCKET, PROMISE_RULES } from '../../src/core/private/synth/promise-rules';
import { NETWORK } from '../../src/veeam/archiver/network-rules';
import { newStack } from '../util';
import { type Leaf, made, ownResources, pathOf } from './leaves';
import { type Change, WAYS } from './ways';

/** What the app was told. */
export interface Told {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

/** Rules ask for the account only. */
const ANY = new CfnResource(newStack(), 'Any', { type: 'Custom::Any' });

/** What the table says of a change. */
export function expected(leaf: Pick<Leaf, 'of' | 'type' | 'resource'>, difference: Difference): PromiseRule | undefined {
  const ofRole = leaf.resource.endsWith('/VmImportRole/Resource') ? SERVICE_ROLE : [];
  const ofPolicy = leaf.of.endsWith('/power-search') ? [ACCESS_BY_BUCKET] : [];
  const own = leaf.type.startsWith('AWS::EC2') ? NETWORK.rules : [...ofRole, ...ofPolicy];
  const parts = difference.path.split('.');
  const prefixes = parts.map((_, index) => parts.slice(0, index + 1).join('.'));
  const isNew = difference.promised === undefined;
  return [...own, ...PROMISE_RULES].find(
    (rule) =>
      rule.type.test(leaf.type) &&
      prefixes.some((prefix) => rule.path.test(prefix)) &&
      (isNew || !rule.added) &&
      (rule.if?.(difference, ANY, FinalApp.of(ANY)) ?? true),
  );
}

/** Changes a leaf in a way, and validates. Undefined, if it cannot be changed so. */
export function told(leaf: Leaf, way: string, change: Change): Told | undefined {
  const { app, stack } = made(leaf.of, !WAYS[way].inApp);
  const l1 = ownResources(stack).find((one) => pathOf(one) === leaf.resource) as CfnResource;
  const changed = WAYS[way].change(l1, leaf, change);
  const answer = changed ? validated(app, stack, WAYS[way].synthesizes) : undefined;
  if (typeof changed === 'function') {
    changed();
  }
  return answer;
}

/** Without the rest of the synthesis, which takes longer, unless aspects are to run. */
export function validated(app: App, stack: Stack, synthesizes?: true): Told {
  const errors: string[] = [];
  try {
    if (synthesizes) {
      app.synth();
    } else {
      errors.push(
        ...stack.node.scopes.flatMap((one) => one.node.validate()),
        ...stack.node.findAll().flatMap((one) => one.node.validate()),
      );
    }
  } catch (error) {
    errors.push((error as Error).message);
  }
  const warnings = stack.node.findAll().flatMap(({ node }) => node.metadata.filter(({ type }) => type === 'aws:cdk:warning'));
  const texts = (all: unknown[]) => all.map((text) => String(text).replaceAll('Stage/', '')); // the same with and without
  return { errors: texts(errors), warnings: texts(warnings.map(({ data }) => data)) };
}

/** What is wrong with the answer to a change, measured by the table; undefined: nothing. */
export function wrong(leaf: Leaf, way: string, change: Change, before: Told): string | undefined {
  const now = told(leaf, way, change);
  if (!now) {
    return undefined;
  }
  const path = leaf.path.join('.');
  const rule = expected(leaf, { path, promised: leaf.value, final: change(leaf.value) });
  const [errors, warnings] = [
    now.errors.filter((one) => !before.errors.includes(one)),
    now.warnings.filter((one) => !before.warnings.includes(one)),
  ];
  if (errors.some((text) => /^Supplied properties not correct|Resolution error/.test(text))) {
    return undefined; // CDK refuses it by itself
  }
  const name = `${leaf.type} 'Stack/${leaf.resource.replace(/\/Resource$/, '')}', ${leaf.path[0].replace('/', '')}`;
  const named = (text: string) => text.includes(name);
  switch (rule?.verdict ?? 'error') {
    case 'silent':
      return errors.length + warnings.length === 0 ? undefined : `says ${[...errors, ...warnings][0]}`;
    case 'warning':
      return warnings.some((text) => named(text) && text.includes(`[ack: ${rule?.id}]`))
        ? undefined
        : `does not warn (${rule?.id}): ${[...errors, ...warnings]}`;
    default:
      return errors.some(named) ? undefined : `is not refused by name: ${[...errors, ...warnings].join(' | ') || 'nothing said'}`;
  }
}
