import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as cdk from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import recommended from 'aws-cdk-lib/recommended-feature-flags.json';
import type { IConstruct } from 'constructs';
import { withRulesOfAll } from '../src/core/private/synth/bucket-rules';
import type { Made } from './cases';
import { WARNINGS as OF_CORE } from './core/warnings';
import { found } from './found';
import { errorOf, newStack, type Warnings } from './util';
import { VENDORS } from './vendors';

const PREFIX = 'cdk-vendor-access:';
const MADE: Warnings = Object.assign({}, OF_CORE, ...Object.values(found<Warnings>('warnings', 'WARNINGS')));
const page = readFileSync(join(__dirname, '..', 'docs', 'warnings.md'), 'utf8');
const ofBuckets = Object.values(VENDORS).flatMap(({ bucketRules }) =>
  withRulesOfAll(bucketRules).filter(({ severity }) => severity === 'warning'),
);
const documented = [...page.matchAll(/^\| `([^`]+)`/gm)].map(([, id]) => id);
const IDS = [...new Set([...documented, ...ofBuckets.map(({ id }) => id), ...Object.keys(MADE).map((id) => PREFIX + id)])];

/** The ids of the warnings on the construct, after two syntheses. */
function warned(id: string, change: { before?(app: IConstruct): void; after?(made: IConstruct): void } = {}): string[] {
  const stack = newStack();
  change.before?.(stack.node.root);
  const make = MADE[id.replace(PREFIX, '')];
  if (!make) {
    throw new Error(`add an app that makes ${id} appear to test/core/warnings.ts, or to that of its vendor`);
  }
  const made = make(stack);
  change.after?.(made);
  for (const force of [false, true]) {
    (id === `${PREFIX}core.unchecked` ? validateUnseen : () => (stack.node.root as cdk.App).synth({ force }))(made);
  }
  return made.node.metadata.flatMap(({ type, data }) =>
    type === 'aws:cdk:warning' ? [/\[ack: (.*)\]$/.exec(String(data))?.[1] ?? ''] : [],
  );
}

/** As a version of CDK validates that does not show what will be deployed. */
function validateUnseen(made: IConstruct): void {
  const { prototype } = cdk.CfnResource as unknown as { prototype: { _toCloudFormation?: unknown } };
  const { _toCloudFormation } = prototype;
  try {
    delete prototype._toCloudFormation;
    made.node.validate();
  } finally {
    prototype._toCloudFormation = _toCloudFormation;
  }
}

const acknowledge = (scope: IConstruct, id: string) => cdk.Annotations.of(scope).acknowledgeWarning(id);

test.each(IDS)('%s can be acknowledged on its construct, and on nothing else', (id) => {
  const all = warned(id);
  expect(all.filter((one) => one === id)).toHaveLength(1);
  expect(warned(id, { after: (made) => acknowledge(made, id) })).toEqual(all.filter((one) => one !== id));
  const elsewhere = (made: IConstruct) => [acknowledge(made, `${id}s`), ...made.node.children.map((child) => acknowledge(child, id))];
  expect(warned(id, { after: elsewhere })).toEqual(all);
});

// One that is given when a construct is made, one of the final app, one of a bucket, and one without a template.
test.each(
  ['cloudberry.erasable', 'core.denied', 'core.plainHttp', 'core.unchecked'].map((id) => PREFIX + id),
)('%s can be acknowledged on the stack and the app, before and after', (id) => {
  const others = warned(id).filter((one) => one !== id);
  expect(warned(id, { after: (made) => acknowledge(cdk.Stack.of(made), id) })).toEqual(others);
  expect(warned(id, { after: (made) => acknowledge(made.node.root, id) })).toEqual(others);
  expect(warned(id, { before: (app) => acknowledge(app, id) })).toEqual(others);
});

test.each(Object.entries(VENDORS))('each rule about the buckets of %s has an id of its own, and a severity', (name, { bucketRules }) => {
  const isRight = ({ id, severity }: (typeof bucketRules)[number]) =>
    new RegExp(`^${PREFIX}(${name}|core)\\.[a-z]\\w+$`).test(id) && /^(error|warning)$/.test(severity);
  const all = withRulesOfAll(bucketRules);
  expect(all.filter((rule) => !isRight(rule))).toEqual([]);
});

interface Validations {
  acknowledge(rule: { id: string; reason: string }): void;
}
// The report and its strict mode came with aws-cdk-lib 2.262.
const onNewest = 'Validations' in cdk ? describe : describe.skip;
onNewest("CDK's strict validation with the recommended feature flags", () => {
  const annotations = (scope: IConstruct, id: string) => cdk.Annotations.of(scope).acknowledgeWarning(id);
  const validations = (scope: IConstruct, id: string) =>
    (cdk as unknown as { Validations: { of(scope: IConstruct): Validations } }).Validations.of(scope).acknowledge({ id, reason: 'test' });

  test.each<[string, string, ((scope: IConstruct, id: string) => void) | undefined, boolean]>([
    ['stops at a warning', '', undefined, true],
    ['not if Annotations acknowledge its id', '', annotations, false],
    ['not if Validations acknowledge its id', '', validations, false],
    ['not if Validations acknowledge it as the report spells it', 'Annotation::', validations, false],
    ['Annotations do not know the spelling of the report', 'Annotation::', annotations, true],
  ])('%s', (_, namespace, acknowledge, stops) => {
    const app = new cdk.App({ postCliContext: { ...recommended, '@aws-cdk/core:strictCfnValidateErrors': true } });
    const ids = ['cloudberry.erasable', 'core.policyExtended'].map((id) => `${namespace}${PREFIX}${id}`);
    const made = MADE['cloudberry.erasable'](new cdk.Stack(app, 'Stack')) as Made;
    made.policy.addStatements(new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: ['*'] }));
    ids.forEach((id) => {
      acknowledge?.(made, id);
    });
    const advised = stops ? ids.map((id) => `'Annotation::${id.replace(namespace, '')}'`) : [];
    const said = stops ? errorOf(() => app.synth()) : app.synth() && '';
    expect(said.match(/'Annotation::[^']*'/g) ?? []).toEqual(advised);
  });
});
