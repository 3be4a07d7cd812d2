import { Aspects, CfnResource, type IAspect, Lazy, Mixin, Mixins, type Stack, Stage, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { isIntrinsic, type Leaf, rendered } from './leaves';

// The ways in which an app changes a value of a resource that a construct made.

/** What becomes of a value: undefined takes it away. */
export type Change = (value: unknown) => unknown;
export const CHANGES: Record<string, Change> = {
  removed: () => undefined,
  replaced: other,
  'decided later': (value) => ({ 'Fn::If': ['Some', value, other(value)] }),
};

function other(value: unknown): unknown {
  switch (typeof value) {
    case 'boolean':
      return !value;
    case 'number':
      return value - 1;
    default:
      return typeof value === 'string' ? `${value}-other` : 'something-else';
  }
}

export interface Way {
  /** Returns false if this leaf cannot be changed so; or how to undo it, if others have the same object. */
  change(l1: CfnResource, leaf: Leaf, change: Change): boolean | (() => void);
  /** Whether aspects have to run. */
  readonly synthesizes?: true;
  /** Whether there is to be no Stage in between. */
  readonly inApp?: true;
}

const escaped = ({ path }: Leaf): string =>
  (path[0].startsWith('/') ? [path[0].slice(1)] : ['Properties', ...path]).map((part) => part.replace(/\./g, '\\.')).join('.');

const override = (l1: CfnResource, leaf: Leaf, change: Change): true => {
  l1.addOverride(escaped(leaf), change(leaf.value));
  return true;
};

const byAspect = (on: (l1: CfnResource) => IConstruct): Way => ({
  synthesizes: true,
  change(l1, leaf, change) {
    const aspect: IAspect = { visit: (node) => node === l1 && override(l1, leaf, change) };
    Aspects.of(on(l1)).add(aspect);
    return true;
  },
});

export const WAYS: Record<string, Way> = {
  override: { change: override },
  'assignment to the L1': { change: (l1, leaf, change) => assign(l1, leaf, change, (value) => value) },
  'Lazy value': { change: (l1, leaf, change) => assign(l1, leaf, change, (value) => Lazy.any({ produce: () => value })) },
  'change in place': {
    change(l1, { path, value }, change) {
      const [last, ...parents] = [...path].reverse();
      const place = parents.reduceRight<unknown>((inner, key) => at(inner, key), l1);
      const key = keyOf(place, last);
      if (typeof place !== 'object' || place === null || place === l1 || key === undefined || Token.isUnresolved(place)) {
        return false;
      }
      const before = (place as Record<string, unknown>)[key];
      Object.assign(place, { [key]: change(value) });
      return () => Object.assign(place, { [key]: before }); // BlockPublicAccess.BLOCK_ALL is in every bucket
    },
  },
  mixin: {
    change(l1, leaf, change) {
      class Changed extends Mixin {
        public supports = (construct: IConstruct): construct is CfnResource => construct === l1;
        public applyTo = () => override(l1, leaf, change);
      }
      Mixins.of(l1.stack).apply(new Changed());
      return true;
    },
  },
  'aspect of the stack': byAspect(({ stack }) => stack),
  'aspect of the stage': byAspect((l1) => Stage.of(l1) as Stage),
  'aspect of the app': { ...byAspect((l1) => l1.node.root), inApp: true },
  'made again': {
    change(l1, leaf, change) {
      const { DeletionPolicy, Properties, Type, UpdateReplacePolicy } = rendered(l1);
      const { node } = l1.node.scope as IConstruct;
      node.tryRemoveChild(l1.node.id);
      const again = new CfnResource(l1.node.scope as IConstruct as Stack, l1.node.id, { type: Type, properties: Properties });
      again.addOverride('DeletionPolicy', DeletionPolicy);
      again.addOverride('UpdateReplacePolicy', UpdateReplacePolicy);
      again.overrideLogicalId(l1.stack.resolve(l1.logicalId));
      return override(again, leaf, change);
    },
  },
};

/** Sets the whole property, made of what it is and the change. */
function assign(l1: CfnResource, { path, value }: Leaf, change: Change, wrap: (value: unknown) => unknown): boolean {
  const [top, ...rest] = path;
  const key = keyOf(l1, top);
  if (key === undefined || top === 'Tags') {
    return false; // DeletionPolicy and Tags are not properties of the L1
  }
  const own = (l1 as unknown as Record<string, unknown>)[key];
  const copy =
    rest.length === 0
      ? undefined
      : Token.isUnresolved(own) || hasTokens(own)
        ? copied(rendered(l1).Properties[top], !top.endsWith('Document'))
        : copied(own);
  const place = rest.slice(0, -1).reduce<unknown>((inner, part) => at(inner, part), copy) as Record<string, unknown>;
  if (rest.length > 0) {
    const last = keyOf(place, rest[rest.length - 1]) as string;
    const changed = change(value);
    changed === undefined && Array.isArray(place) ? place.splice(Number(last), 1) : Object.assign(place, { [last]: changed });
  }
  const before = shown(l1);
  Object.assign(l1, { [key]: wrap(rest.length === 0 ? change(value) : copy) });
  return shown(l1) !== before; // the library's own override may win
}

/** What is rendered; CDK refuses what it cannot render. */
function shown(l1: CfnResource): string | undefined {
  try {
    return JSON.stringify(rendered(l1));
  } catch {
    return undefined;
  }
}

/** A structure that CDK makes by itself (a policy document, a list of a Lazy) is set as it is rendered. */
const hasTokens = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (Token.isUnresolved(value) || Object.values(value).some((inner) => typeof inner === 'object' && hasTokens(inner)));

/** `lower`: with the names that L1 properties have. */
function copied(value: unknown, lower = false): unknown {
  if (Array.isArray(value)) {
    return value.map((inner) => copied(inner, lower));
  }
  if (typeof value !== 'object' || value === null || Token.isUnresolved(value) || isIntrinsic(value)) {
    return value;
  }
  const named = (key: string) => (lower ? key.charAt(0).toLowerCase() + key.slice(1) : key);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [named(key), copied(inner, lower && !key.endsWith('Document'))])); // a policy stays as it is
}

/** L1 properties have the names of CloudFormation in another case. */
function keyOf(place: unknown, name: string): string | undefined {
  const names = typeof place === 'object' && place !== null ? Object.keys(place) : [];
  const known = names.find((key) => key.toLowerCase() === name.toLowerCase());
  return (
    known ??
    (place instanceof CfnResource
      ? Object.getOwnPropertyNames(Object.getPrototypeOf(place)).find((key) => key.toLowerCase() === name.toLowerCase())
      : undefined)
  );
}

function at(place: unknown, name: string): unknown {
  const key = keyOf(place, name);
  return key === undefined ? undefined : (place as Record<string, unknown>)[key];
}
