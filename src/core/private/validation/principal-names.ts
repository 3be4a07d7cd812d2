import { problem } from './errors';
import { IAM_NAME, LONG_IAM_NAME } from './text-types';
import { withoutTokens } from './tokens-in-text';

const KINDS = ['user', 'role', 'group'] as const;

/** What an import was given in place of a name, or of the ARN of its kind. */
export function nameProblems(what: string, arn: string, principal: object): string[] {
  const kind = KINDS.find((one) => `${one}Name` in principal);
  const name = kind && String((principal as Record<string, unknown>)[`${kind}Name`]);
  const [, other = kind] = /^arn:(?:[^:]*:){4}([a-z-]+)\//.exec(withoutTokens(arn, '…')) ?? [];
  if (kind === undefined || name === undefined) {
    return [];
  }
  if (other !== kind) {
    return [
      problem(what, arn, `the ARN of a ${kind} (…:${kind}/…)`, `Give that of the ${kind} itself, not of a session or of something else.`),
    ];
  }
  const wrong = (kind === 'group' ? LONG_IAM_NAME : IAM_NAME).problems(what, name, {});
  return wrong.length > 0 ? [problem(what, name, `the name of a ${kind}`, 'Give the name alone, without its path, or its ARN.')] : [];
}

export const arnOf = (principal: object): string =>
  String((['userArn', 'roleArn', 'groupArn'] as const).map((name) => (principal as Record<string, unknown>)[name]).find(Boolean));
