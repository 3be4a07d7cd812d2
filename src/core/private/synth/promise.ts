import { CfnResource, Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct, IConstruct } from 'constructs';
import { checkAtSynth } from './at-synth';
import { showsFinalTemplate, typeOf, valuesOf } from './final-resource';
import { Keeping } from './keeping';
import { stacksAround } from './nested-stacks';
import { goesWithStack } from './own-properties';
import { checkPromises } from './promise-check';
import type { Asked, Promised } from './promised';

const PROMISES = new WeakMap<IConstruct, Map<CfnResource, Promised>>();
const MADE = new WeakMap<IConstruct, Made>();

/** The resources of the library in an app, and their paths, once somebody asks for them. */
interface Made {
  readonly l1s: Set<CfnResource>;
  paths?: Set<string>;
}

/** Whether a construct of the library created this resource. A different resource in its place is a broken promise. */
export function isMade(l1: CfnResource): boolean {
  const made = MADE.get(l1.node.root);
  return made !== undefined && (made.l1s.has(l1) || pathsOf(made).has(l1.node.path));
}

function pathsOf(made: Made): ReadonlySet<string> {
  made.paths ??= new Set([...made.l1s].map(({ node }) => node.path));
  return made.paths;
}

function rememberMade(l1: CfnResource): void {
  const { root } = l1.node;
  MADE.set(root, { l1s: (MADE.get(root)?.l1s ?? new Set()).add(l1) });
}

/**
 * Promises a part of a construct, with all its resources, in its current state. Any later change by the app is compared property by
 * property with what will be deployed, and judged by the table of `promise-rules`.
 *
 * `asked` belongs to the resource of the part itself. A part can be promised again, when more about it is known.
 */
export function promise(
  scope: Construct,
  part: IConstruct,
  asked: Asked = {},
  more: Pick<Partial<Promised>, 'onPurpose' | 'rules'> = {},
): void {
  const promised = promisesOf(scope);
  for (const l1 of showsFinalTemplate() ? part.node.findAll().filter(CfnResource.isCfnResource) : []) {
    const ofIt = { ...goesWithStack(typeOf(l1)), ...promised.get(l1)?.asked, ...(l1 === part.node.defaultChild && asked) };
    const values = valuesOf(l1, new Keeping(l1.stack, ofIt));
    rememberMade(l1);
    if (values) {
      promised.set(l1, { rules: [], ...more, l1, values, type: typeOf(l1), asked: ofIt });
    }
  }
}

/** Promises what a construct adds to its part later, and nothing that the app has changed since. */
export function promiseMore(scope: Construct, part: IConstruct, asked: Asked): void {
  const promised = PROMISES.get(scope);
  const l1 = part.node.defaultChild as CfnResource;
  const known = promised?.get(l1);
  if (known) {
    promised?.set(l1, { ...known, asked: { ...known.asked, ...asked } });
  }
}

/** The promises of a construct, which are checked on the final template. */
function promisesOf(scope: Construct): Map<CfnResource, Promised> {
  const known = PROMISES.get(scope);
  const promised = known ?? new Map<CfnResource, Promised>();
  if (!known) {
    PROMISES.set(scope, promised);
    const around = stacksAround(Stack.of(scope));
    checkAtSynth(scope, (app) => checkPromises(app, scope, [...promised.values()], around));
  }
  return promised;
}

/** A statement as it is now, in JSON: a caller can change a statement in place. */
export const written = (statement: iam.PolicyStatement): object => statement.toStatementJson();

/** Written statements that are requested in the policy document of a property; more can be added until the end. */
export const askedStatements = (property: string, statements: readonly object[]): Asked => ({
  [`${property}.Statement`]: () => [...statements],
});
