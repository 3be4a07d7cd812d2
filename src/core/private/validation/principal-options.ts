import { Stack, Token, TokenComparison } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { IamUserAccessOptions, VendorRoleAccessOptions } from '../../vendor-access-options';
import { problem, textProblems } from './errors';
import { isOwnAccount } from './own-account';
import { typeProblems } from './prop-types';
import { secretProblems } from './secret-options';

/** What is wrong with the options of a role for the vendor. */
export function vendorRoleProblems(scope: Construct, options: VendorRoleAccessOptions): string[] {
  const fromConsole = "Copy it from the vendor's console.";
  const wrong = typeProblems(options);
  if (wrong.length > 0) {
    return wrong; // the other checks rely on it
  }
  const problems = [
    ...textProblems('accountId', options.accountId, /^\d{12}$/, "the vendor's AWS account id, 12 digits", fromConsole),
    ...textProblems('externalId', options.externalId, /^[\w+=,.@:/-]{2,1224}$/, '2 to 1,224 of letters, digits and _+=,.@:/-', fromConsole),
    ...nameProblems('roleName', options.roleName),
  ];
  const own = Token.compareStrings(options.accountId ?? '', Stack.of(scope).account) === TokenComparison.SAME;
  if (own || isOwnAccount(scope, options.accountId)) {
    problems.push(problem('accountId', options.accountId, "the vendor's account", 'It is the account of this stack: give the vendor’s.'));
  }
  const hours = options.maxSessionDuration?.toSeconds({ integral: false });
  if (hours !== undefined && (hours < 3600 || hours > 12 * 3600)) {
    problems.push(problem('maxSessionDuration', `${hours} seconds`, '1 to 12 hours', 'Choose a shorter or longer session.'));
  }
  return problems;
}

/** What is wrong with the options of a new user. */
export function iamUserProblems(options: IamUserAccessOptions): string[] {
  const wrong = typeProblems(options);
  return [...nameProblems('userName', options.userName), ...(wrong.length > 0 ? wrong : secretProblems(options))];
}

const CHOOSE = 'Choose another name, or leave it out for a generated one.';

function nameProblems(what: string, name: string | undefined): string[] {
  return name === undefined ? [] : textProblems(what, name, /^[\w+=,.@-]{1,64}$/, '1 to 64 of letters, digits and _+=,.@-', CHOOSE);
}
