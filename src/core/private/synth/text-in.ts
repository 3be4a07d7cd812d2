import type { Json } from '../policy/request';
import { isToken, keyOf, plain, READ, symbols, textOf, token } from '../policy/text';
import { elsewhere } from './handed-over';
import { mappedValues } from './mappings';
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
    const { Ref = '' } = intrinsic as { Ref?: string };
    if (READ in intrinsic && !target) {
      return undefined; // it is a text already
    }
    const alone = SHARED.includes(Ref) ? Ref : `${stack.node.addr} ${JSON.stringify(intrinsic)}`;
    return opaque(target ? `${target.element.node.path} ${target.attribute}` : alone);
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

/** What is not known, without punctuation, so that it is one word in an ARN. It cannot be read back. */
const opaque = (what: string): string => token(0).replace('0', encodeURIComponent(what).replaceAll('.', '%2E'));

/** Whether a text is one value that only the deployment knows, such as a parameter: it may be any. */
export const isOpen = (text: string): boolean => symbols(text).length === 1 && isToken(text);
