/** A full ARN or `*`; anything shorter would be padded with `*` by the simulator and so match everything. */
export const FULL_ARN = /^(\*|arn:[^:]+:[^:]+:[^:]*:[^:]*:.+)$/;

type Token = string | { readonly any: boolean; readonly many: boolean; readonly empty: boolean };

function resourceTokens(component: string): Token[] {
  return [...component].map((c) =>
    c === '*' ? { any: true, many: true, empty: true } : c === '?' ? { any: true, many: false, empty: false } : c,
  );
}

function typeTokens(component: string): Token[] {
  // A component that is one variable is one name: `${BucketName}` is no path.
  const single = /^\$\{[^}]*\}$/.test(component);
  return (component.match(/\$\{[^}]*\}|\*|./g) ?? []).map((part) =>
    part === '*' ? { any: true, many: true, empty: true } : part.length > 1 ? { any: !single, many: true, empty: false } : part,
  );
}

const takes = (token: Token, c: string | undefined): boolean =>
  typeof token === 'string' ? c === undefined || token.toLowerCase() === c.toLowerCase() : token.any || c === undefined || !/[:/]/.test(c);

/** Whether some text fits both token lists. */
function intersect(a: Token[], b: Token[]): boolean {
  const seen = new Set<string>();
  // The flags say that the token at hand, a `many`, has taken a character and may end.
  const visit = (i: number, j: number, endA: boolean, endB: boolean): boolean => {
    const key = `${i},${j},${endA},${endB}`;
    if (seen.has(key)) return false;
    seen.add(key);
    if (i === a.length && j === b.length) return true;
    const [x, y] = [a[i], b[j]];
    if (typeof x === 'object' && (x.empty || endA) && visit(i + 1, j, false, endB)) return true;
    if (typeof y === 'object' && (y.empty || endB) && visit(i, j + 1, endA, false)) return true;
    if (x === undefined || y === undefined) return false;
    if (!takes(x, typeof y === 'string' ? y : undefined) || !takes(y, typeof x === 'string' ? x : undefined)) return false;
    const [stayA, stayB] = [x, y].map((token) => typeof token === 'object' && token.many);
    return visit(stayA ? i : i + 1, stayB ? j : j + 1, stayA, stayB);
  };
  return visit(0, 0, false, false);
}

/** Whether the texts in front of the first wildcard or variable exclude each other: cheap, and true of nearly all pairs. */
function excluded(resource: string, type: string): boolean {
  const [a, b] = [resource.split(/[*?]/)[0].toLowerCase(), type.split(/\*|\$\{/)[0].toLowerCase()];
  return !a.startsWith(b) && !b.startsWith(a);
}

/** By resource type. */
const known = new Map<string, Map<string, boolean>>();

/** Whether a resource of a statement or request (which may have wildcards) can be of a resource type of the service authorization reference. */
export function arnFits(resource: string, typeArn: string): boolean {
  if (resource === '*') return true;
  const answers = known.get(typeArn) ?? new Map<string, boolean>();
  const answer = answers.get(resource) ?? fits(resource, typeArn);
  known.set(typeArn, answers.set(resource, answer));
  return answer;
}

function fits(resource: string, typeArn: string): boolean {
  const split = (arn: string): string[] => {
    const parts = arn.split(':');
    return [...parts.slice(0, 5), parts.slice(5).join(':')];
  };
  const [own, type] = [split(withSsmOwner(resource)), split(typeArn)];
  if (own.some((component, i) => excluded(component, type[i]))) return false;
  return own.every((component, i) => intersect(resourceTokens(component), typeTokens(type[i])));
}

/**
 * Public SSM parameters have no account in their ARN, which the reference (and so the simulator) does not know:
 * a stand-in account, put into requests and policies alike, changes no answer.
 */
export const withSsmOwner = (arn: string): string => arn.replace(/^(arn:[^:]+:ssm:[^:]*)::(parameter\/)/, '$1:aws:$2');

/** Account field of an ARN, when it is a number. */
export const arnAccount = (arn: string): string | undefined => arn.split(':')[4]?.match(/^\d{12}$/)?.[0];
