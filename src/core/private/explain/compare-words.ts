import type { Access } from './access';
import type { OtherWords } from './other-words';
import type { Report } from './report';

/**
 * A report in words that do not differ from those of another one for the same thing. A principal with a new name is the same, and the policy of
 * a bucket with a new name is about the same; but whoever may use the bucket may use another one.
 */
export function inWordsOf(other: Report, { accesses }: Report): Report {
  const both = new Set(other.accesses.flatMap(({ words }) => words.map(keyOf)));
  const differing = (words: readonly OtherWords[]) => words.filter((one) => isOpen(one) || !both.has(keyOf(one)));
  return { accesses: accesses.map((one) => reworded(one, differing(one.words))) };
}

const keyOf = ({ arn, same }: OtherWords): string => `${arn} ${same}`;

const isOfBucket = ({ arn }: OtherWords): boolean => arn.includes(':s3:::');

const isOpen = ({ arn }: OtherWords): boolean => arn.includes(':*:');

function reworded(access: Access, words: readonly OtherWords[]): Access {
  const ofBuckets = words.filter(isOfBucket);
  const others = words.filter((one) => !ofBuckets.includes(one));
  const { buckets, policies, ...rest } = said(access, others);
  const itself = (name: string) => ofBuckets.filter(({ same }) => same === `\${${name}.Arn}`);
  return {
    ...rest,
    buckets: buckets.map((one) => said(one, itself(one.name))),
    policies: policies.map((one) => (one.kind === 'elsewhere' ? said(one, ofBuckets) : one)),
  };
}

/** With other words for ARNs, and for what is in such a bucket. */
const said = <T>(value: T, words: readonly OtherWords[]): T =>
  words.length === 0 ? value : JSON.parse(JSON.stringify(value), (_, one) => (typeof one === 'string' ? saidOf(one, words) : one));

function saidOf(text: string, words: readonly OtherWords[]): string {
  const found = words.find((one) => text === one.arn || (isOfBucket(one) && text.startsWith(`${one.arn}/`)));
  return found ? `${found.same}${text.slice(found.arn.length)}` : text;
}
