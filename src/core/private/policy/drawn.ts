import { idOf } from './text';

/** Letters and digits that AWS draws for what the app makes, such as the six that end the ARN of a secret: each is one character. */
export const drawn = (count: number, what: string): string =>
  [...Array(count).keys()].map((at) => idOf(`character ${at} of ${what}`)).join('');

export const isDrawn = (symbol: string): boolean => /^\uE000\{"Id":"character \d/.test(symbol);
