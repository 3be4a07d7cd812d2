import type { Json } from '../policy/request';
import { isToken, keyOf, pieceOf, plain, READ, symbols, textOf } from '../policy/text';
import { elsewhere } from './handed-over';
import { mappedValues } from './mappings';
import { isWhole, mark, marked } from './marks';
import { oncePerStack } from './once';
import { pseudo, SHARED } from './pseudo';
import { Targets } from './targets';

/**
 * Writes a value of a stack as a text: with the pseudo parameters that the stack knows, and all else that only the deployment knows as a mark
 * without punctuation. Values of different stacks are the same if their texts are.
 */
export const textIn = oncePerStack((app, stack): ((value: unknown) => string) => {
  const known = new Map<Json, string | undefined>();
  const anew = (intrinsic: object): string | undefined => {
    const target = Targets.of(app).find(stack, intrinsic);
    const from = target ? undefined : elsewhere(app, stack, intrinsic);
    const values = target || from ? [] : (mappedValues(app, stack, intrinsic, write) ?? []);
    if (from) {
      return textIn(app, from.stack)(from.value);
    }
    if (values.length === 1) {
      return write(values[0]);
    }
    if (target) {
      return marked(app, target, (one) => textIn(app, one));
    }
    const { Ref = '' } = intrinsic as { Ref?: string };
    const alone = SHARED.includes(Ref) ? Ref : `${stack.node.addr} ${JSON.stringify(intrinsic)}`;
    return READ in intrinsic ? undefined : (pieceOf(intrinsic, write, isWhole(app)) ?? mark(alone)); // a read is a text already
  };
  const of = (intrinsic: Json): string | undefined => {
    const key = keyOf(intrinsic);
    const text = known.get(key) ?? pseudo(stack, intrinsic) ?? anew(intrinsic as object);
    known.set(key, text);
    return text;
  };
  const write = (value: unknown): string => textOf(plain(value as Json, of));
  return write;
});

/** Whether a text is one value that only the deployment knows, such as a parameter: it may be any. */
export const isOpen = (text: string): boolean => symbols(text).length === 1 && isToken(text);
