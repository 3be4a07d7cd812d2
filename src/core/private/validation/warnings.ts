import { Annotations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** How CDK stores acknowledgements: ids by construct path. Newer versions also store what each is limited to. */
type Acknowledged = ReadonlyMap<string, ReadonlySet<string> | AcknowledgedInPart>;
type AcknowledgedInPart = ReadonlyMap<string, readonly { where?: object }[]>;

const ACKNOWLEDGEMENTS = Symbol.for('@aws-cdk/core.Acknowledgements');

/** Adds a warning that can be acknowledged on the construct or any of its parents, before or after the warning appears. */
export function warn(scope: Construct, id: string, text: string): void {
  if (!isAcknowledged(scope, id)) {
    Annotations.of(scope).addWarningV2(id, text);
  }
}

/**
 * Warnings from validation come after the user's acknowledgement. For these, CDK up to 2.270 looks only at the parents, not at the
 * construct itself (aws-cdk#38820), and no version looks at the app. If a version stores acknowledgements elsewhere, its own rule decides.
 */
function isAcknowledged(scope: Construct, id: string): boolean {
  const { acks } = ((scope.node.root as unknown as Record<symbol, unknown>)[ACKNOWLEDGEMENTS] ?? {}) as { acks?: Acknowledged };
  const known = scope.node.scopes.map(({ node }) => acks?.get(node.path)).filter((ids) => ids?.has(id));
  return known.some((ids) => ids instanceof Set || (ids as AcknowledgedInPart).get(id)?.some(({ where }) => !where));
}
