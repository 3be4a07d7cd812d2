import { problem } from './errors';
import type { Place } from './prop-types';
import { checkFinal, pathIn } from './resolved-later';
import { IAM_NAME, LONG_IAM_NAME } from './text-types';
import { withoutTokens } from './tokens-in-text';

const KINDS = ['user', 'role', 'group'] as const;
type Kind = (typeof KINDS)[number];

/** What an import was given in place of a name, or of the ARN of its kind; of tokens, in the end. */
export function nameProblems(what: string, arn: string, principal: object, place: Place): string[] {
  const kind = KINDS.find((one) => `${one}Name` in principal);
  const name = kind && String((principal as Record<string, unknown>)[`${kind}Name`]);
  if (kind === undefined || name === undefined) {
    return [];
  }
  checkFinal(place, what, [name, arn], named(kind), (...final) => {
    const [finalName, finalArn] = final.map((one) => (typeof one === 'string' ? one : undefined));
    const last = finalName ?? finalArn?.split('/').pop();
    return last === undefined ? [] : wrongNames(pathIn(place, what), finalArn ?? arn, last, kind);
  });
  return wrongNames(what, arn, name, kind);
}

function wrongNames(what: string, arn: string, name: string, kind: Kind): string[] {
  const [, other = kind] = /^arn:(?:[^:]*:){4}([a-z-]+)\//.exec(withoutTokens(arn, '…')) ?? [];
  if (other !== kind) {
    return [
      problem(what, arn, `the ARN of a ${kind} (…:${kind}/…)`, `Give that of the ${kind} itself, not of a session or of something else.`),
    ];
  }
  const wrong = (kind === 'group' ? LONG_IAM_NAME : IAM_NAME).problems(what, name, {});
  return wrong.length > 0 ? [problem(what, name, named(kind), 'Give the name alone, without its path, or its ARN.')] : [];
}

const named = (kind: Kind): string => `the name of a ${kind}`;

export const arnOf = (principal: object): string =>
  String((['userArn', 'roleArn', 'groupArn'] as const).map((name) => (principal as Record<string, unknown>)[name]).find(Boolean));
