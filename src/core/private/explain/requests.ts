import { textOf, texts } from '../policy/text';
import type { Any } from './assembly';
import { ANY } from './principals';

/** A request that fits a statement. */
export interface Asked {
  readonly action: string;
  readonly arn: string;
  readonly context: Record<string, Any>;
}

/** What a statement is about, as requests. */
export function requestsOf({ Action, Condition = {}, Resource }: Any): Asked[] {
  const context = Object.fromEntries(
    Object.entries<Any>(Condition)
      .flatMap(([operator, keys]) =>
        /^(ForA..Values:)?(String(Equals|Like)|Bool|Arn(Equals|Like))/.test(operator) ? Object.entries<Any>(keys) : [],
      )
      .map(([key, values]) => [key, fitting(key, textOf([values].flat()[0]))]),
  );
  return texts(Action).flatMap((action) => texts(Resource).map((arn) => ({ action, arn, context })));
}

const fitting = (key: string, value: string): string => (key === 'kms:ViaService' ? value.replace('*', '') : value.replace(/\*/g, ANY));
