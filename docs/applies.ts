import type { Mark } from '../src/core/private/model/mark';
import { found } from '../test/found';
import { newStack } from '../test/util';
import type { Vendor } from '../test/vendors';
import { marksOf } from './marks';

/** Which permission sets a construct uses with some options. */
export interface Applying {
  readonly construct: string;
  /** Empty for the default. */
  readonly options: string;
  readonly sets: readonly string[];
}

export const CASES = found<Record<string, (stack: ReturnType<typeof newStack>) => unknown>>('cases', 'CASES');

/** A construct of a vendor, and what it says of one of its policies. */
export interface Made extends Mark {
  readonly construct: string;
}

/** What the constructs of a vendor in a stack say of their policies. */
export const marksIn = (stack: ReturnType<typeof newStack>, { accesses }: Pick<Vendor, 'accesses'>): Made[] =>
  stack.node.findAll().flatMap((one) => {
    const maker = one.node.scopes.find((scope) => scope.constructor.name in accesses);
    return maker ? marksOf(one).map((mark) => ({ ...mark, construct: maker.constructor.name })) : [];
  });

/** Makes each case, and reads what its constructs say of their policies, as `explain` does. */
export function applying(name: string, vendor: Vendor): Applying[] {
  return Object.entries(vendor.applies).flatMap(([id, options]) => {
    const stack = newStack();
    CASES[name][id](stack);
    const marks = marksIn(stack, vendor).filter(({ sets }) => sets.length > 0);
    const constructs = [...new Set(marks.map(({ construct }) => construct))];
    return constructs.map((construct) => ({
      construct,
      options,
      sets: [...new Set(marks.filter((own) => own.construct === construct).flatMap(({ sets }) => sets))],
    }));
  });
}

/** The same as rows: the sets of the default, and what other options add to it or leave out. */
export function applyingRows(all: readonly Applying[]): string[][] {
  return all.map(({ construct, options, sets }) => {
    const usual = all.find((one) => one.construct === construct);
    const link = (set: string) => `[${set}](#${set.replace(/[^\w-]/g, '')})`;
    if (usual?.options === options) {
      return [`\`${construct}\``, '', sets.map(link).join('<br>')];
    }
    const more = sets.filter((set) => !usual?.sets.includes(set)).map((set) => `+ ${link(set)}`);
    const less = (usual?.sets ?? []).filter((set) => !sets.includes(set)).map((set) => `− ${link(set)}`);
    return ['', options, [...more, ...less].join('<br>') || 'the same'];
  });
}
