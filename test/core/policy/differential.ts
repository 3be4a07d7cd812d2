import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allowedContextKeysForRequest, runSimulation } from '@cloud-copilot/iam-simulate';
import fc from 'fast-check';
import { evaluate } from '../../../src/core/private/policy/evaluate';
import type { Json, Policy } from '../../../src/core/private/policy/request';
import { VENDORS } from '../../vendors';
import { ACCOUNT, KEYS, OPERATORS, OTHER_ACCOUNT } from './keys';
import { type Applying, type Case, cases, REQUESTS } from './shapes';

/** At most so many requests may stay open: of which all is known, and of which some is not. */
export const MOST_UNKNOWN = { ofAll: 0.02, ofLess: 0.2 };

export interface Outcome {
  readonly cases: number;
  /** What a case is about, with how often it came out as allowed and as denied. */
  readonly counts: Map<string, [allowed: number, denied: number]>;
  /** Share of the requests that the evaluator does not decide: in which all is known, and in which some is not. */
  readonly unknown: number;
  readonly unknownOfLess: number;
  /** The smallest case that was found on which they disagree. */
  readonly disagreement?: string;
}

/** The condition keys of all policies that the constructs make; what trust policies ask is not the evaluator's. */
export function dataKeys(): string[] {
  const files = Object.keys(VENDORS).flatMap((vendor) => {
    const folder = join(__dirname, '..', '..', vendor, 'templates');
    return readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')));
  });
  const ofAnyTag = (key: string) => key.replace(/^(aws:Re(?:quest|source)Tag)\/.*/, '$1/purpose'); // the name of a tag does not matter
  return [...new Set(files.flatMap(keysIn).map(ofAnyTag))].sort();
}

function keysIn(json: Json): string[] {
  if (typeof json !== 'object' || json === null) return [];
  const { Effect, Condition = {}, AssumeRolePolicyDocument: _, ...others } = json as Record<string, Json>;
  const own = Effect === undefined ? [] : Object.values(Condition as object).flatMap(Object.keys);
  return [...own, ...Object.values(others).flatMap(keysIn)];
}

/** What has to occur, each with both outcomes. */
export const features = (keys: readonly string[]): string[] => [
  ...new Set([...Object.values(OPERATORS).flat(), 'Null', 'IfExists', 'ForAllValues', 'ForAnyValue']),
  ...['Action', 'NotAction', 'Resource', 'NotResource', 'Principal', 'NotPrincipal', 'Allow', 'Deny'],
  ...['identity', 'boundary', 'session', 'bucket', 'key'].map((kind) => `${kind} policy`),
  ...keys.map((key) => `key ${key}`),
];

/** Judges random cases with both, and with the evaluator once more when it knows less: then it may not say anything else. */
export async function compare(numRuns: number, seed: number): Promise<Outcome> {
  const keys = dataKeys();
  const counts = new Map<string, [number, number]>(features(keys).map((feature) => [feature, [0, 0]]));
  let [unknown, unknownOfLess] = [0, 0];
  const judge = async (one: Case, hidden: string[]): Promise<void> => {
    const theirs = await simulated(one);
    const [ours, ofLess] = [evaluated(one), evaluated(templated({ ...one, context: without(one.context, hidden) }), hidden)];
    const same = one.about.length > 0 ? ours === theirs : isAllowed(ours) === isAllowed(theirs);
    if (ours !== 'unknown' && !same) throw new Error(`${ours}, by the simulator ${theirs}`);
    if (ofLess !== 'unknown' && isAllowed(ofLess) !== isAllowed(ours)) throw new Error(`${ours}, without ${hidden.join()} ${ofLess}`);
    unknown += ours === 'unknown' ? 1 : 0;
    unknownOfLess += ofLess === 'unknown' ? 1 : 0;
    for (const feature of one.about) {
      const count = counts.get(feature);
      if (count) count[isAllowed(theirs) ? 0 : 1]++;
    }
  };
  const drawn = cases(await applyingKeys(), keys);
  const run = await fc.check(fc.asyncProperty(drawn, fc.subarray(Object.keys(KEYS), { maxLength: 8 }), judge), { numRuns, seed });
  const disagreement = run.failed ? `${run.errorInstance}\n${JSON.stringify(run.counterexample, null, 1)}` : undefined;
  return { cases: run.numRuns, counts, unknown: unknown / numRuns, unknownOfLess: unknownOfLess / numRuns, disagreement };
}

const isAllowed = (verdict: string): boolean | string => (verdict === 'unknown' ? verdict : verdict === 'Allowed');

const without = (context: Case['context'], keys: string[]): Case['context'] =>
  Object.fromEntries(Object.entries(context).filter(([key]) => !keys.includes(key)));

/** The keys that requests carry: others the simulator would drop without a word. */
export async function applyingKeys(): Promise<Applying> {
  const found = new Map<string, string[]>();
  for (const [action, resource] of REQUESTS) {
    const [service, name] = action.split(':');
    const carried = await allowedContextKeysForRequest(service, name, resource, false, undefined);
    const carries = (key: string) =>
      carried.some((one) => one === key || (/\$|tag-key/.test(one) && key.startsWith(one.replace(/\$.*|tag-key/, ''))));
    found.set(
      `${action} ${resource}`,
      Object.keys(KEYS).filter((key) => carries(key.toLowerCase())),
    );
  }
  return (request) => found.get(request.join(' ').replace(OTHER_ACCOUNT, ACCOUNT)) ?? failed(request.join(' '));
}

function failed(text: string): never {
  throw new Error(text);
}

async function simulated({ principal, action, resource, account, context, policies }: Case): Promise<string> {
  const { identity = [], boundary, session, bucket, key } = policies;
  const named = (documents: readonly Json[]) => documents.map((policy, i) => ({ name: `${i}`, policy }));
  const result = await runSimulation(
    {
      request: {
        principal: principal.session ?? principal.arn,
        ...{ action, resource: { resource, accountId: account }, contextVariables: context },
      },
      identityPolicies: named(identity),
      permissionBoundaryPolicies: boundary && named(boundary),
      sessionPolicy: session?.[0],
      resourcePolicy: resource === '*' ? undefined : (bucket ?? key)?.[0],
      ...{ serviceControlPolicies: [], resourceControlPolicies: [] },
    },
    {},
  );
  if (result.resultType !== 'single') return failed(JSON.stringify(result));
  const ignored = result.result.ignoredContextKeys ?? [];
  return ignored.length > 0 ? failed(`${action}: keys that do not apply: ${ignored.join(', ')}`) : result.overallResult;
}

/** Not told: the evaluator derives them. */
const DERIVED = [
  'aws:PrincipalArn',
  'aws:PrincipalAccount',
  'aws:PrincipalType',
  'aws:username',
  'aws:ResourceAccount',
  's3:ResourceAccount',
  'kms:CallerAccount',
];

/** In the simulator's words, or `unknown`. The request lacks every key that it does not have, but for those that are hidden. */
function evaluated(one: Case, hidden: string[] = []): string {
  const lacking = Object.keys(KEYS).filter((key) => !(key in one.context) && !hidden.includes(key));
  const told = without(one.context, DERIVED);
  const listed = Object.entries(one.policies).map(([kind, documents]): [string, Policy[]] => [
    kind,
    documents.map((document, i) => ({ origin: `${kind} ${i}`, document })),
  ]);
  const { effect, explicit } = evaluate(
    { ...one, context: { ...Object.fromEntries(lacking.map((key) => [key, null])), ...told } },
    { identity: [], ...Object.fromEntries(listed) },
  );
  return effect === 'denied' ? (explicit ? 'ExplicitlyDenied' : 'ImplicitlyDenied') : effect === 'allowed' ? 'Allowed' : effect;
}

const INTRINSICS: Record<string, Json> = {
  'arn:aws:s3:::backups': { 'Fn::GetAtt': ['Bucket', 'Arn'] },
  [ACCOUNT]: { Ref: 'AWS::AccountId' },
};

/** The same, with intrinsics for the ARN of the bucket and the account, as in a template. */
function templated<T>(json: T): T {
  if (typeof json === 'string') {
    const parts = json.split(/(arn:aws:s3:::backups|111122223333)/).filter((part) => part !== '');
    return (parts.some((part) => part in INTRINSICS) ? { 'Fn::Join': ['', parts.map((part) => INTRINSICS[part] ?? part)] } : json) as T;
  }
  if (Array.isArray(json)) return json.map(templated) as T;
  return json && typeof json === 'object' ? (Object.fromEntries(Object.entries(json).map(([k, v]) => [k, templated(v)])) as T) : json;
}
