import { partsOf } from './document';
import type { Json } from './request';
import { plain, texts } from './text';

/** Kinds and names of those whom a statement means, as texts. */
export function principalsOf({ NotPrincipal, Principal }: { readonly NotPrincipal?: Json; readonly Principal?: Json }): [string, string][] {
  const named = partsOf(plain((Principal ?? (NotPrincipal && '*')) as Json)).map(({ value }) => value);
  return named.flatMap((kinds) =>
    typeof kinds === 'object'
      ? Object.entries(kinds as object).flatMap(([kind, names]) => each(names).map((name): [string, string] => [kind, name]))
      : texts(kinds).map((name): [string, string] => ['AWS', name]),
  );
}

/** The texts that a value may be. */
export const each = (value: Json): string[] => partsOf(plain(value)).flatMap((one) => texts(one.value));
