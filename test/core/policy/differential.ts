import { allowedContextKeysForRequest, runSimulation } from '@cloud-copilot/iam-simulate';
import { evaluate } from '../../../src/core/private/policy/evaluate';
import type { Decision, Policies, Request } from '../../../src/core/private/policy/request';
import { ACCOUNT, KEYS, OTHER_ACCOUNT } from './keys';
import { type Applying, type Case, REQUESTS } from './shapes';

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
  return ([action, resource]) => found.get(`${action} ${resource.replace(OTHER_ACCOUNT, ACCOUNT)}`) ?? failed(`${action} ${resource}`);
}

function failed(text: string): never {
  throw new Error(text);
}

const named = (policies: readonly unknown[] = []) => policies.map((policy, i) => ({ name: `${i}`, policy }));

/** What iam-simulate says. */
export async function simulated({ principal, action, resource, account, context, policies }: Case): Promise<string> {
  const { identity, boundary, session, bucket, key } = policies;
  const result = await runSimulation(
    {
      request: {
        principal: principal.session ?? principal.arn,
        action,
        resource: { resource, accountId: account },
        contextVariables: context,
      },
      identityPolicies: named(identity),
      permissionBoundaryPolicies: boundary && named(boundary),
      sessionPolicy: session?.[0],
      resourcePolicy: resource === '*' ? undefined : (bucket ?? key)?.[0],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (result.resultType !== 'single') return failed(JSON.stringify(result));
  const ignored = result.result.ignoredContextKeys ?? [];
  return ignored.length > 0 ? failed(`${action}: keys that do not apply: ${ignored.join(', ')}`) : result.overallResult;
}

/** What the evaluator says: `Allowed`, `ImplicitlyDenied`, `ExplicitlyDenied` or `unknown`. */
export function evaluated(one: Case, change: (request: Request, policies: Policies) => [Request, Policies] = (...same) => same): string {
  const lacking = Object.keys(KEYS).filter((key) => !(key in one.context));
  const context = { ...Object.fromEntries(lacking.map((key) => [key, null])), ...one.context };
  const list = (kind: keyof Policies) => (one.policies[kind] ?? []).map((document, i) => ({ origin: `${kind} ${i}`, document }));
  const policies: Policies = {
    identity: list('identity'),
    ...Object.fromEntries((['boundary', 'session', 'bucket', 'key'] as const).map((kind) => [kind, list(kind)[0]])),
  };
  return worded(evaluate(...change({ ...one, context }, policies)));
}

const worded = ({ effect, explicit }: Decision): string =>
  effect === 'denied' ? (explicit ? 'ExplicitlyDenied' : 'ImplicitlyDenied') : effect === 'allowed' ? 'Allowed' : effect;
