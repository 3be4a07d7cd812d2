import type { Conditions } from '../model/permission-set';
import type { Json, Request } from '../policy/request';
import { texts, token } from '../policy/text';
import type { Asking, Need } from './asking';
import { lazily } from './once';
import type { Situation } from './situation';

/** The values that a condition key of a call can have; `null`: it may lack the key. */
export type Values = { readonly [key: string]: readonly (string | null)[] };

const POSITIVE = /^(StringEquals|StringLike|ArnEquals|ArnLike|Bool|NumericEquals)(IfExists)?$/;

/** A request of an asking, and the values that keys of it can have. */
export interface Call {
  readonly asking: Asking;
  readonly request: Request;
  values(): Values;
}

/** The call of a need: it meets the conditions of the statement that allows it. */
export const callOf = (
  { asking, render }: Situation,
  { conditions, signed }: Pick<Need, 'conditions' | 'signed'>,
  request: Request,
): Call => ({
  asking,
  request,
  values: lazily(() => ({ ...demandedBy(conditions, render), ...agesOf(signed) })),
});

/** In milliseconds: at once, or just before the address expires. */
const agesOf = ({ seconds }: Need['signed'] = {}): Values => (seconds ? { 's3:signatureAge': ['1000', `${seconds * 1000 - 1}`] } : {});

/** What the conditions of an Allow ask of every request that it allows. Any text may stand in the place of a wildcard. */
function demandedBy({ Null = {}, ...conditions }: Conditions = {}, render: (value: unknown) => Json): Values {
  const presence = Object.entries(Null).map(([key, lacks]) => [key, [lacks === 'true' ? null : token({ Given: key })]] as const);
  const demands = Object.entries(conditions).flatMap(([operator, keys]) => {
    const [, name, ifExists] = POSITIVE.exec(operator) ?? [];
    const textOf = (one: string) => (/Like|Arn/.test(name) ? one.replace(/[*?]+/g, token({ Any: 'text' })) : one);
    return Object.entries(name ? keys : {}).map(
      ([key, values]) => [key, [...texts(render(values)).map(textOf), ...(ifExists ? [null] : [])]] as const,
    );
  });
  return Object.fromEntries([...presence, ...demands]);
}
