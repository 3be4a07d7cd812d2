import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type KnownLengths, lengthsOf, upperBound, worstCase } from '../../src/core/private/synth/policy-size';
import { VENDORS } from '../vendors';

interface Resource {
  readonly Properties?: { readonly PolicyDocument?: object };
}

/** The documents of all policies in the reviewed templates. */
const DOCUMENTS = Object.keys(VENDORS).flatMap((vendor) => {
  const folder = join(__dirname, '..', vendor, 'templates');
  const templates = readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')));
  return templates.flatMap(({ Resources }) =>
    Object.values<Resource>(Resources).flatMap(({ Properties }) => Properties?.PolicyDocument ?? []),
  );
});

const boundOf = (document: unknown, known: KnownLengths = () => undefined): number =>
  upperBound(document, (json) => (known(JSON.parse(json)) ?? lengthsOf(JSON.parse(json)))[1]);

describe('the quick bound of the size of a policy', () => {
  test.each([
    ['names as they are without a template', () => undefined],
    ['long names', () => [0, 500] as const],
    ['empty names', () => [0, 0] as const],
  ])('is no less than its size, with %s', (_, known) => {
    const below = DOCUMENTS.filter((one) => boundOf(one, known) < worstCase(one, false, known));
    expect([DOCUMENTS.length > 50, below]).toEqual([true, []]);
  });

  test.each<[string, unknown]>([
    ['an intrinsic that may be anything', { Resource: { 'Fn::Select': [0, { Ref: 'A' }] } }],
    ['an attribute in one text', { Resource: { 'Fn::GetAtt': 'A.Arn' } }],
    ['the id of a subnet', { Resource: { 'Fn::Join': ['', ['arn:aws:ec2:*:*:subnet/', { Ref: 'A' }]] } }],
  ])('is not known with %s', (_, document) => {
    expect(boundOf(document)).toBe(Number.POSITIVE_INFINITY);
  });

  test('lets most policies pass the quota of IAM', () => {
    expect(DOCUMENTS.filter((one) => boundOf(one) <= 6144).length).toBeGreaterThan(DOCUMENTS.length * 0.8);
  });
});
