import type { Json } from './request';

/** Three-valued: undefined means not known. */
export type Truth = boolean | undefined;
export const not = (truth: Truth): Truth => (truth === undefined ? undefined : !truth);
export const all = (truths: readonly Truth[]): Truth => (truths.includes(false) ? false : truths.includes(undefined) ? undefined : true);
export const any = (truths: readonly Truth[]): Truth => not(all(truths.map(not)));

// In a text, an intrinsic is its JSON between these two private-use characters. Equal JSON makes equal texts.
const [OPEN, CLOSE] = ['\uE000', '\uE001'];

/** Something that is not known, as part of a text. Marks inside of it are written as JSON, so that they end nothing. */
export const token = (what: Json): string =>
  `${OPEN}${JSON.stringify(what ?? null)
    .replaceAll(OPEN, '\\ue000')
    .replaceAll(CLOSE, '\\ue001')}${CLOSE}`;

export const isToken = (symbol = ''): boolean => symbol.startsWith(OPEN);
export const hasToken = (text: string): boolean => text.includes(OPEN);

/** An id that AWS gives to something that the app makes. Nothing else that it makes has the same. */
export const idOf = (what: string): string => token({ Id: what });

export const isId = (symbol = ''): boolean => symbol.startsWith(`${OPEN}{"Id":`);

/** Letters, digits and hyphens: an id, an account, a region, a partition. */
export const isWord = (symbol: string): boolean => isId(symbol) || /^\uE000\{"Ref":"AWS::(AccountId|Partition|Region)"/.test(symbol);

/** The intrinsic that a text consists of, if it is one. */
export function intrinsicOf(text: string): Json {
  const [, json] = /^\uE000([^\uE001]*)\uE001$/.exec(text) ?? [];
  return json === undefined ? undefined : JSON.parse(json);
}

/** A dynamic reference to a parameter of Systems Manager in a text counts as an intrinsic, which no template has. */
export const READ = 'Fn::Read';
const DYNAMIC = /\{\{resolve:ssm:((?:\uE000[^\uE001]*\uE001|[^{}\uE000])+?)(?::\d+)?\}\}/g;
const isReading = (text: string): boolean => text.includes('{{resolve:ssm:');
export const readsIn = (text: string): object[] =>
  isReading(text) ? [...text.matchAll(DYNAMIC)].map(([, name]) => ({ [READ]: name })) : [];

/** By what an answer about an intrinsic is kept: those of reads are made anew each time. */
export const keyOf = (intrinsic: Json): Json => (Object(intrinsic) as Record<string, Json>)[READ] ?? intrinsic;

/** Splits a text into characters and tokens. */
export const symbols = (text: string): string[] => text.match(/\uE000[^\uE001]*\uE001|./gsu) ?? [];

/**
 * What `Fn::Select` takes of the pieces that `Fn::Split` makes of a text. Undefined for anything else, and if a part that is not known may hold the
 * separator: `isWhole` says which do not.
 */
export function pieceOf(
  intrinsic: Json,
  write: (value: Json) => string,
  isWhole: (symbol: string, separator: string, whole: Json) => boolean,
): string | undefined {
  const [index, list] = [(Object(intrinsic) as Record<string, Json>)['Fn::Select']].flat(1) as [Json?, Json?];
  const { 'Fn::Split': [separator, whole] = [] } = Object(list) as { 'Fn::Split'?: [string?, Json?] };
  if (separator === undefined) {
    return undefined;
  }
  const [text, at] = [write(whole), Number(write(index))];
  const marks = symbols(text).filter(isToken);
  const pieces = text.replace(/\uE000[^\uE001]*\uE001/g, OPEN).split(separator);
  const read = pieces.map((piece) => piece.replaceAll(OPEN, () => marks.shift() ?? '')).slice(0, at + 1);
  return symbols(read.join('')).every((one) => !isToken(one) || isWhole(one, separator, whole)) ? read[at] : undefined;
}

/** Results of `plain` as a text, or as a list of texts. */
export const textOf = (json: Json): string => (typeof json === 'string' ? json : token(json));
export const texts = (json: Json): string[] => (json === undefined ? [] : [json].flat().map(textOf));

/**
 * Turns intrinsics into parts of texts, so that all ways to write an ARN become equal. Keeps both branches of `Fn::If`, unless they are one text.
 * `known` returns what is known about an intrinsic (such as a bucket's name), or undefined.
 */
export function plain(json: Json, known: (intrinsic: Json) => Json = () => undefined): Json {
  if (Array.isArray(json)) {
    return json.map((item) => plain(item, known)).filter((item) => item !== undefined);
  }
  if (typeof json !== 'object' || json === null) {
    return json === undefined || json === null ? undefined : filled(String(json), known);
  }
  const entries = Object.entries(json);
  const [name, argument] = entries.length === 1 ? entries[0] : ['', undefined];
  const text = (part: Json): string => textOf(plain(part, known));
  if (name === 'Fn::Join' && Array.isArray(argument?.[1])) {
    return filled(argument[1].map(text).join(argument[0]), known);
  }
  const substituted = name === 'Fn::Sub' ? substitutedIn(argument) : undefined;
  if (substituted) {
    return filled(substituted.map(text).join(''), known);
  }
  if (name === 'Ref' || (name.startsWith('Fn::') && name !== 'Fn::If')) {
    const one = name === 'Fn::GetAtt' && typeof argument === 'string' ? { [name]: argument.split(/\.(.*)/s, 2) } : json;
    const found = argument === 'AWS::NoValue' ? null : known(one);
    return found === undefined ? token(one) : plain(found, known);
  }
  const inner = Object.fromEntries(entries.map(([key, value]) => [key, plain(value, known)]).filter(([, value]) => value !== undefined));
  const [, one, other] = [inner['Fn::If']].flat() as Json[];
  return typeof one === 'string' && one === other ? one : inner;
}

/** With the values of parameters of Systems Manager, as far as they are known. */
const filled = (text: string, known: (intrinsic: Json) => Json): string =>
  isReading(text)
    ? text.replace(DYNAMIC, (whole, name) => {
        const found = known({ [READ]: name });
        return found === undefined ? whole : textOf(plain(found, known));
      })
    : text;

/** The texts and intrinsics that `Fn::Sub` joins; undefined if the text is not one. */
export function substitutedIn(argument: Json): Json[] | undefined {
  const [pattern, values] = [argument].flat() as [Json?, Record<string, Json>?];
  const value = (of: string): Json => values?.[of] ?? (of.includes('.') ? { 'Fn::GetAtt': of.split(/\.(.*)/s, 2) } : { Ref: of });
  return typeof pattern === 'string'
    ? pattern.split(/(\$\{[^}]*\})/).map((part) => (/^\$\{[^!]/.test(part) ? value(part.slice(2, -1)) : part.replace('${!', '${')))
    : undefined;
}
