import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { NamingOptions } from '../../naming-options';
import { warnAboutForeignKey } from '../env/cross-account';
import { SESSION_TOKENS, SESSION_TOKENS_ON_BUCKET } from '../model/denials';
import type { PermissionGroup, PermissionSet } from '../model/permission-set';
import type { Product } from '../model/product';
import type { Locking } from '../synth/asking';
import { askedStatements, promise, written } from '../synth/promise';
import { type Guarded, guard } from '../synth/synth-validation';
import { guardName } from '../synth/unique-names';
import type { BoundAccess } from './binding';
import { mark } from './mark';
import { type Acknowledgement, acknowledge } from './nag';
import { policyNaming, todoOfName } from './naming';
import { networkDenials, warnAboutOtherCallers } from './networks';
import { callsOf, denialOf, groupsOf, needsOf, type PolicyResources, statementsOf } from './statements';

/** The content of a construct's own policy. */
export interface Permissions<T extends string> {
  readonly product: Product;
  readonly sets: readonly PermissionSet<T>[];
  readonly resources: PolicyResources<T>;
  /** Construct id of the policy. */
  readonly id?: string;
  /** What the permissions apply to, and what may be in another account. */
  readonly bucket?: s3.IBucket;
  readonly volumeKey?: kms.IKey;
  readonly locking?: Locking;
  /** The region of what is not on the bucket. Default: that of the stack */
  readonly region?: string;
  /** What sessions that a user issues for others do. */
  readonly issued?: readonly PermissionGroup<T>[];
  /** What the policy is called. */
  readonly naming?: NamingOptions;
  /** The principal, if `attach` is all that is passed of it. */
  readonly caller?: Pick<BoundAccess, 'user' | 'role' | 'session'>;
  /** What messages call the principal, if a construct has several. */
  readonly who?: string;
}

/** A policy, and the statements that were written into it. Statements that are added to the list are checked too. */
export interface OwnPolicy {
  readonly product: Product;
  readonly policy: iam.ManagedPolicy;
  readonly statements: object[];
}

/**
 * The one way to create a construct's own policies: write the policy, attach it to a principal, and check both on the final template.
 *
 * `principal` creates the principal. If another policy already checks it, the function returns only `attach`.
 */
export function attachPolicy<T extends string, P extends Pick<BoundAccess, 'attach' | 'refusesSessions' | 'onlyFrom'>>(
  scope: Construct,
  permissions: Permissions<T>,
  principal: () => P,
  guarded: Omit<Guarded, keyof OwnPolicy | 'asks'> = {},
): P & OwnPolicy {
  const own = makePolicy(scope, permissions);
  const attached = { ...principal(), ...own };
  addTo(own, [...sessionDenials(attached.refusesSessions, permissions.bucket), ...networkDenials(attached.onlyFrom, permissions.bucket)]);
  const asked = attached.attach(own.policy);
  promise(scope, own.policy, { ...askedStatements('PolicyDocument', own.statements), ...asked });
  const { issued = [], resources, sets } = permissions;
  const readsOthers = sets.some((one) => one.readsOthers);
  const needs = { needs: callsOf(sets, resources), issued: needsOf(issued, resources), readsOthers };
  guard(scope, { ...guarded, ...attached, asks: { ...permissions.caller, ...permissions, ...attached, ...needs } });
  for (const { by } of sets.flatMap(({ signed = [] }) => signed)) {
    warnAboutOtherCallers(scope, attached, by);
  }
  warnAboutForeignKey(scope, permissions.bucket?.encryptionKey);
  warnAboutForeignKey(scope, permissions.volumeKey);
  return attached;
}

/** Adds statements of the construct itself. */
export function addTo({ policy, statements }: OwnPolicy, more: readonly iam.PolicyStatement[]): void {
  policy.addStatements(...more);
  statements.push(...more.map(written));
}

function sessionDenials(refused: BoundAccess['refusesSessions'], bucket: s3.IBucket | undefined): iam.PolicyStatement[] {
  if (refused === 'everywhere') {
    return [denialOf(SESSION_TOKENS, ['*'])];
  }
  return refused && bucket ? [denialOf(SESSION_TOKENS_ON_BUCKET, [bucket.bucketArn, bucket.arnForObjects('*')])] : [];
}

/** The only function that writes Sids. */
function makePolicy<T extends string>(scope: Construct, { id = 'Policy', naming, product, resources, sets }: Permissions<T>): OwnPolicy {
  const statements = statementsOf(sets, resources, { sids: true });
  const description = `Permissions for ${product.name}`; // does not depend on the grants: a change would replace the policy
  const policy = new iam.ManagedPolicy(scope, id, { description, ...policyNaming(scope, id, naming) });
  policy.addStatements(...statements); // a property injector could empty the prop
  guardName(scope, 'managedPolicyName', policy, `name of policy '${policy.node.path}'`, todoOfName(naming?.policyName, naming));
  mark(policy, product, sets);
  const summary = `Needed by ${product.name}, see docs/permissions of cdk-vendor-access`;
  acknowledge(policy, 'AwsSolutions-IAM5', summary, wildcards(groupsOf(sets), resources));
  return { product, policy, statements: statements.map(written) };
}

/** What cdk-nag reports about resources and actions with a wildcard, and why each wildcard is intended. */
function wildcards<T extends string>(groups: readonly PermissionGroup<T>[], resources: PolicyResources<T>): Acknowledgement[] {
  const arns = new Set(groups.flatMap((group) => resources[group.on]?.arns ?? []).filter((arn) => arn.includes('*')));
  const because = (chosen: readonly PermissionGroup<T>[]) => chosen.map((group) => `${group.why} (${group.source.url})`).join('; ');
  return [
    ...[...arns].map((arn) => ({
      arn,
      reason: because(groups.filter((group) => resources[group.on]?.arns.includes(arn))),
    })),
    ...groups
      .filter((group) => resources[group.on])
      .flatMap((group) => group.actions.filter((action) => action.includes('*')).map((action) => ({ action, reason: because([group]) }))),
  ];
}
