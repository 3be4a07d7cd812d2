import { App, Aspects, NestedStack, RemovalPolicies, Stack, Stage, Tags } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import recommended from 'aws-cdk-lib/recommended-feature-flags.json';
import type { Construct, IConstruct } from 'constructs';
import fc from 'fast-check';
import * as library from '../../src';
import { ALL_CASES } from '../cases';
import type { Callable } from '../core/declarations';
import { callables, classOf, paramsOf, USES } from '../core/givens';
import { PARTITION } from '../matrix/partitions';
import { ACCOUNT } from '../util';
import { argumentsFor, type Place, type Value, valuesOf } from './values';

// A random app: where its stacks are, what an organization does to all of them, and what is called in them.

export interface Surroundings {
  /** Undefined: a stack of no particular account and region. */
  readonly region: string | undefined;
  readonly inStage: boolean;
  readonly nested: boolean;
  readonly flags: boolean;
  readonly injects: boolean;
  readonly aspects: readonly string[];
}

export interface Step {
  readonly callable: Callable;
  readonly args: readonly Value[];
  /** What a method is called on: the facade's bucket, or which of the constructs. */
  readonly on: Value;
  readonly index: number;
}

export interface Plan {
  readonly surroundings: Surroundings;
  readonly steps: readonly Step[];
}

/** What an app does to everything in it. */
export const ASPECTS: Record<string, (app: IConstruct) => void> = {
  tags: (app) => Tags.of(app).add('team', 'backup'),
  boundary: (app) => iam.PermissionsBoundary.of(app).apply(iam.ManagedPolicy.fromAwsManagedPolicyName('PowerUserAccess')),
  keeps: (app) => RemovalPolicies.of(app).retain(),
  destroys: (app) => RemovalPolicies.of(app).destroy(),
  looks: (app) =>
    Aspects.of(app).add({ visit: (one) => void (Stack.isStack(one.node.scopes[1]) && Stack.of(one).resolve(one.node.metadata)) }),
};

export const surroundings = fc.record<Surroundings>({
  region: fc.oneof({ weight: 3, arbitrary: fc.constantFrom('eu-west-1', undefined) }, fc.constantFrom(...regions())),
  inStage: fc.boolean(),
  nested: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true)),
  flags: fc.boolean(),
  injects: fc.boolean(),
  aspects: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.subarray(Object.keys(ASPECTS), { maxLength: 2 })),
});

function regions(): string[] {
  return [...Object.values(PARTITION).map(({ region }) => region), 'us-east-1'];
}

/** Constructors and methods; what other factories return is an argument of these. */
const steps = (of: (callable: Callable) => boolean): fc.Arbitrary<Step> =>
  fc.oneof(
    ...callables
      .filter((one) => of(one) && !one.isStatic)
      .map((callable) =>
        fc.record<Step>({
          callable: fc.constant(callable),
          args: argumentsFor(paramsOf(callable)),
          on: valuesOf({ name: 'bucket', type: 's3.IBucket', optional: false, doc: '' }),
          index: fc.nat(5),
        }),
      ),
  );
/** A construct, and then what can be called beside it. */
const stepsBeside = (first: string): fc.Arbitrary<Step[]> =>
  fc
    .tuple(
      steps(({ name, owner }) => name === 'constructor' && owner === first),
      fc.array(
        steps(({ name, owner }) => name === 'constructor' || owner.endsWith('Grants') || [first, 'VendorBucketAccess'].includes(owner)),
        { maxLength: 3 },
      ),
    )
    .map(([one, rest]) => [one, ...rest]);

const CONSTRUCTS = callables.filter(({ name }) => name === 'constructor').map(({ owner }) => owner);
export const plans: fc.Arbitrary<Plan> = fc.record<Plan>({ surroundings, steps: fc.oneof(...CONSTRUCTS.map(stepsBeside)) });

/** A case of a vendor (`test/<vendor>/cases.ts`), and where it is. */
export interface CasePlan {
  readonly name: string;
  readonly surroundings: Surroundings;
}

/** Without what changes what the principal may do: a boundary, and another partition than that of some cases. */
export const casePlans: fc.Arbitrary<CasePlan> = fc.record<CasePlan>({
  name: fc.constantFrom(...ALL_CASES.map(([name]) => name)),
  surroundings: surroundings
    .filter(({ aspects, region = 'eu-west-1' }) => !aspects.includes('boundary') && region === PARTITION.aws.region)
    .map((where) => ({ ...where, injects: false })),
});

export const shownPlan = ({ steps: all, surroundings: where }: Plan): string =>
  [
    JSON.stringify(where),
    ...all.map(({ args, callable: { name, owner }, index, on }) => {
      const target =
        name === 'constructor' ? `new ${owner}` : owner.endsWith('Grants') ? `${owner}(${on.text}).${name}` : `${owner} ${index}.${name}`;
      return `${target}(${args.map(({ text }) => text).join(', ')})`;
    }),
  ].join('\n');

/** A thrown error, and what was called. */
export interface Refusal {
  readonly call: string;
  readonly error: unknown;
  /** Whether the refused construct is still in the tree. */
  readonly left: boolean;
}

export interface Built {
  readonly app: App;
  readonly stack: Stack;
  readonly made: readonly Construct[];
  readonly refusals: readonly Refusal[];
}

/** An app with these surroundings, and two stacks of one environment in it. */
export function emptyApp(where: Surroundings): Pick<Built, 'app' | 'stack'> & { readonly other: Stack } {
  const injected = {
    constructUniqueId: s3.Bucket.PROPERTY_INJECTION_ID,
    inject: (props: object) => ({ eventBridgeEnabled: false, ...props }),
  };
  const app = new App({ ...(where.flags && { postCliContext: recommended }), ...(where.injects && { propertyInjectors: [injected] }) });
  const scope = where.inStage ? new Stage(app, 'Stage') : app;
  const env = where.region === undefined ? undefined : { account: ACCOUNT, region: where.region };
  const [outer, other] = ['Stack', 'Other'].map((id) => new Stack(scope, id, { env }));
  return { app, other, stack: where.nested ? new NestedStack(outer, 'Nested') : outer };
}

/** Builds the app of a plan, not yet synthesized. */
export function built({ steps: all, surroundings: where }: Plan, reversed = false): Built {
  const { app, other, stack } = emptyApp(where);
  const [made, refusals]: [Construct[], Refusal[]] = [[], []];
  for (const [index, step] of all.entries()) {
    run(step, { stack, other, id: `Step${index}`, made, reversed }, made, refusals);
  }
  for (const name of where.aspects) ASPECTS[name](app);
  return { app, stack, made, refusals };
}

function run({ args, callable, index, on }: Step, place: Place, made: Construct[], refusals: Refusal[]): void {
  const { name, owner, returns } = callable;
  const id = `${owner}${place.id}`;
  try {
    const values = args.map((arg, nth) => arg.make({ ...place, id: `${place.id}${nth || ''}` }));
    if (name === 'constructor') {
      made.push(new (classOf(owner))(place.stack, id, ...values));
      return;
    }
    const Type = classOf(owner);
    const fitting = owner.endsWith('Grants') ? [] : made.filter((one) => one instanceof Type);
    const target = owner.endsWith('Grants') ? Type.fromBucket(on.make({ ...place, id: `${place.id}On` })) : fitting[index % fitting.length];
    if (target) USES[returns]?.(place.stack, target[name](...values) as never, id); // the construct may have been refused
  } catch (error) {
    refusals.push({ call: `${owner}.${name}`, error, left: place.stack.node.tryFindChild(id) !== undefined });
  }
}

export const isOfLibrary = (construct: Construct): construct is library.VendorBucketAccess =>
  construct instanceof library.VendorBucketAccess;
