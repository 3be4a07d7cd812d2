import { problem } from './errors';

/**
 * Roles that nobody else can change: those of services (.../IAM/latest/APIReference/API_AttachRolePolicy.html, UnmodifiableEntity), and those that
 * IAM Identity Center makes of permission sets (.../singlesignon/latest/userguide/referencingpermissionsets.html, read 2026-11-30).
 */
const RESERVED = /:role\/(aws-(service-role|reserved)\/.*|AWSReservedSSO_.+_[\da-f]{16}$)/;

/** Rejects a role that AWS lets nobody attach policies to. */
export function reservedProblems(what: string, arn: string, allowed: string): string[] {
  const todo = 'Create a role of your own. For users of IAM Identity Center, add the permissions to their permission set.';
  return RESERVED.test(arn) ? [problem(what, `${arn}, which only AWS can change`, allowed, todo)] : [];
}
