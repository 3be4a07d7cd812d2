import type { Stack } from 'aws-cdk-lib';
import { CfnMapping } from 'aws-cdk-lib';
import type { Json } from '../policy/request';
import { hasToken } from '../policy/text';
import type { FinalApp } from './final-app';
import { contentOf } from './final-resource';
import { oncePerStack } from './once';
import { elementsIn } from './stack-elements';

type Level = Readonly<Record<string, unknown>>;

/** The values that `Fn::FindInMap` may give: of a key that is not known, those of all keys. Undefined if the template does not show them. */
export function mappedValues(app: FinalApp, stack: Stack, intrinsic: Json, read: (key: Json) => string): unknown[] | undefined {
  const { 'Fn::FindInMap': found = [] } = Object(intrinsic) as { 'Fn::FindInMap'?: unknown[] };
  const [name, top, second, options] = found;
  const mapping = mappingsIn(app, stack).get(name);
  if (!mapping) {
    return undefined;
  }
  const at = (level: unknown, key: string) =>
    Object.entries(level as Level).flatMap(([own, value]) => (hasToken(key) || own === key ? [value] : []));
  const [first, last] = [top, second].map(read);
  const values = at(mapping, first).flatMap((level) => at(level, last));
  const { DefaultValue } = Object(options) as { DefaultValue?: unknown };
  const isComplete = values.length > 0 && !hasToken(first + last);
  const all = isComplete || DefaultValue === undefined ? values : [...values, DefaultValue];
  return all.length > 0 ? [...new Map(all.map((value) => [JSON.stringify(value), value])).values()] : undefined;
}

const mappingsIn = oncePerStack((app, stack) => {
  const own = elementsIn(app, stack).filter((one) => one instanceof CfnMapping);
  const contents = own.map((one) => app.render(stack, contentOf(one)) as { readonly Mappings?: Level });
  return new Map<unknown, unknown>(contents.flatMap(({ Mappings = {} }) => Object.entries(Mappings)));
});
