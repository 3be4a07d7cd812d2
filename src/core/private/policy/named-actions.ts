import { matches } from './pattern';
import type { Json } from './request';
import { hasToken, texts } from './text';

/** Whether statements may be about an action, as far as they name actions. What only the deployment knows may be any. */
export function actionsIn(statements: readonly { readonly Action?: Json; readonly NotAction?: Json }[]): (action: string) => boolean {
  const named = new Set(
    statements.flatMap(({ Action, NotAction }) => texts(NotAction === undefined ? (Action ?? '*') : '*').map((one) => one.toLowerCase())),
  );
  const patterns = [...named].filter((one) => /[*?]/.test(one) || hasToken(one));
  return (action) => named.has(action.toLowerCase()) || patterns.some((one) => matches(one, action.toLowerCase(), 'text') !== false);
}
