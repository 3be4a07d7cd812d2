import { App, CfnResource, Stack, Stage } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import * as library from '../../src';
import { ALL_CASES } from '../cases';
import { ACCOUNT } from '../util';

/** A value that the library sets, wherever it is the first time, and how to make it again. */
export interface Leaf {
  readonly of: string;
  readonly type: string;
  /** Path of the resource in its stack. */
  readonly resource: string;
  /** Path of the value in the resource: `Properties`, `PolicyDocument`, …; what stands beside the properties begins with a slash. */
  readonly path: readonly string[];
  readonly value: unknown;
}

type Made = { readonly app: App; readonly stack: Stack };

/** A case in an app of its own, in a Stage or not: aspects of an app do not reach into its Stages. */
export function made(of: string, inStage = true): Made {
  const app = new App();
  const stack = new Stack(inStage ? new Stage(app, 'Stage') : app, 'Stack', { env: { account: ACCOUNT, region: 'eu-west-1' } });
  const [, make] = ALL_CASES.find(([name]) => name === of) ?? [];
  make?.(stack);
  return { app, stack };
}

const CONSTRUCTS = [library, ...Object.values<object>(library)]
  .flatMap((rooms) => Object.values(rooms))
  .filter((one): one is typeof Construct => typeof one === 'function' && one.prototype instanceof Construct);

/** Every resource below a construct of the library. */
export const ownResources = (stack: Stack): CfnResource[] =>
  stack.node.findAll().filter((one): one is CfnResource => CfnResource.isCfnResource(one) && one.node.scopes.some(isOurs));

export const pathOf = (l1: CfnResource): string => l1.node.path.slice(l1.stack.node.path.length + 1);

const isOurs = (construct: IConstruct): boolean => CONSTRUCTS.some((one) => construct instanceof one);

/** Each type, path and value that occurs in any case, once. */
export function allLeaves(): Leaf[] {
  const found = new Map<string, Leaf>();
  for (const [of] of ALL_CASES) {
    const { stack } = made(of);
    for (const l1 of ownResources(stack)) {
      const { Properties = {}, DeletionPolicy, Type, UpdateReplacePolicy } = rendered(l1);
      const beside = { '/DeletionPolicy': DeletionPolicy, '/UpdateReplacePolicy': UpdateReplacePolicy };
      for (const [path, value] of leavesOf({ ...Properties, ...beside }, [])) {
        const key = JSON.stringify([Type, path.map((part) => part.replace(/^\d+$/, '#')), value]);
        found.set(key, found.get(key) ?? { of, type: Type, resource: pathOf(l1), path, value });
      }
    }
  }
  return [...found.values()];
}

// biome-ignore lint/suspicious/noExplicitAny: the shape is CloudFormation's
export const rendered = (l1: CfnResource): Record<string, any> =>
  Object.values(
    l1.stack.resolve((l1 as unknown as { _toCloudFormation(): { Resources: object } })._toCloudFormation()).Resources,
  )[0] as object;

function leavesOf(value: unknown, path: readonly string[]): [readonly string[], unknown][] {
  if (value === undefined) {
    return [];
  }
  return typeof value !== 'object' || value === null || isIntrinsic(value)
    ? [[path, value]]
    : Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
}

export const isIntrinsic = (value: object): boolean => /^(Ref|Fn::.*)$/.test(Object.keys(value).join());
