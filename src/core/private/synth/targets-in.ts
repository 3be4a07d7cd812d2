import type { CfnElement, Stack } from 'aws-cdk-lib';
import type { Json } from '../policy/request';
import type { FinalApp } from './final-app';
import { elsewhere, readsOf } from './handed-over';
import { oncePerStack } from './once';
import { type Target, Targets } from './targets';
import { visitRendered } from './visit-rendered';

const NONE: readonly Target[] = [];

/** A dynamic reference begins in one part of a text and ends in another. */
const isOpen = (value: unknown): boolean => {
  const { 'Fn::Join': [, parts] = [] } = value as { 'Fn::Join'?: unknown[] };
  return Array.isArray(parts) && parts.some((one) => typeof one === 'string' && /\{\{resolve:ssm:[^{}]*$/.test(one));
};

/** All that a text, or an intrinsic with its key, refers to in the template of a stack, also inside of what it stands for there. */
export function targetsIn(app: FinalApp, stack: Stack, value: unknown, key?: string): readonly Target[] {
  switch (key) {
    case 'Fn::Sub': {
      const [text] = [(value as Record<string, unknown>)[key]].flat();
      return [...inText(app, stack, text), ...(/\{\{resolve:ssm:[^}]*\$/.test(String(text)) ? read(app, stack, value as Json) : NONE)];
    }
    case 'Ref':
    case 'Fn::GetAtt':
    case 'Fn::GetStackOutput':
    case 'Fn::ImportValue':
      return meant(app, stack, value);
    case 'Fn::Join':
      return isOpen(value) ? read(app, stack, value as Json) : NONE; // what is in one part is visited by itself
    default:
      return typeof value === 'string' ? read(app, stack, value) : NONE;
  }
}

function meant(app: FinalApp, stack: Stack, intrinsic: unknown): readonly Target[] {
  const target = Targets.of(app).find(stack, intrinsic);
  const from = target ? undefined : elsewhere(app, stack, intrinsic);
  return target ? [target] : from ? allIn(app, from.stack, from.value) : NONE;
}

const followed = oncePerStack(() => new Map<unknown, readonly Target[]>());

/** All that a rendered value refers to. */
export function allIn(app: FinalApp, stack: Stack, value: unknown): readonly Target[] {
  const known = followed(app, stack);
  if (!known.has(value)) {
    const found = new Map<CfnElement, Target[]>(); // each once, however often what it is read from is read
    visitRendered(value, (one, _, key) => {
      for (const target of targetsIn(app, stack, one, key)) {
        const same = found.get(target.element) ?? [];
        same.some(({ attribute }) => attribute === target.attribute) || found.set(target.element, [...same, target]);
      }
    });
    known.set(value, [...found.values()].flat());
  }
  return known.get(value) ?? NONE;
}

const read = (app: FinalApp, stack: Stack, text: Json): Target[] => readsOf(app, stack, text).flatMap((one) => meant(app, stack, one));

/** In a text of `Fn::Sub`. */
function inText(app: FinalApp, stack: Stack, text: unknown): Target[] {
  const names = typeof text === 'string' ? [...text.matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name]) => name) : [];
  return names.flatMap((name) => meant(app, stack, name.includes('.') ? { 'Fn::GetAtt': name } : { Ref: name }));
}
