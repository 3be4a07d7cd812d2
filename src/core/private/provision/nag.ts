import { CfnElement, type CfnResource, type IResolvable, Reference, Stack, Tokenization } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { Rendering } from '../synth/rendering';

/** One finding of cdk-nag that the vendor's page makes necessary: one rule, on one resource, for one value. */
export interface Acknowledgement {
  /** The value that the rule names, such as the ARN of all objects of a bucket. */
  readonly arn?: string;
  /** Like `arn`, for rules about actions. */
  readonly action?: string;
  readonly reason: string;
}

/**
 * Tells cdk-nag (if the app uses it) why findings of a rule are intended, without depending on it.
 *
 * Version 3 reads construct metadata, version 2 the metadata of the resource; they define the formats. Each acknowledgement names its
 * value, so that another wildcard is a new finding. The template has the `summary` once: with all reasons it would grow by half.
 * Without `acknowledgements`, the rule names no values.
 */
export function acknowledge(construct: IConstruct, rule: string, summary: string, acknowledgements?: readonly Acknowledgement[]): void {
  const l1 = construct.node.defaultChild as CfnResource | undefined;
  if (!l1 || acknowledgements?.length === 0) {
    return; // with precreated roles (customizeRoles), CDK creates no policy
  }
  const rendering = new Rendering(Stack.of(construct)); // not kept: lazy values may change yet
  const findings = acknowledgements?.map(({ arn, action, reason }) => ({ finding: findingOf(rendering, arn, action), reason }));
  for (const { finding, reason } of findings ?? [{ finding: undefined, reason: summary }]) {
    l1.node.addMetadata('aws:cdk:acknowledged-rules', { [`AwsSolutions::${rule}${finding ? `[${finding}]` : ''}`]: reason });
  }
  const applies = findings && { applies_to: findings.map(({ finding }) => finding) };
  l1.addMetadata('cdk_nag', { rules_to_suppress: [{ id: rule, reason: summary, ...applies }] });
}

const findingOf = (rendering: Rendering, arn: string | undefined, action: string | undefined): string =>
  arn ? `Resource::${written(rendering, arn)}` : `Action::${action}`;

/** Writes an ARN as cdk-nag does: a reference is `<LogicalId>`, an attribute `<LogicalId.Arn>`. */
const written = (rendering: Rendering, arn: string): string =>
  Tokenization.reverseString(arn)
    .mapTokens({ mapToken: (token) => ofToken(rendering, token) })
    .join({ join: (left, right) => `${left}${right}` });

function ofToken(rendering: Rendering, token: IResolvable): string {
  if (Reference.isReference(token) && CfnElement.isCfnElement(token.target) && token.target.stack === rendering.stack) {
    return `<${rendering.of(token.target.logicalId)}${token.displayName === 'Ref' ? '' : `.${token.displayName}`}>`;
  }
  return flat(rendering.of(token));
}

function flat(value: unknown): string {
  if (typeof value !== 'object' || value === null) {
    return String(value);
  }
  const [key, inner] = Object.entries(value)[0] ?? [];
  switch (key) {
    case 'Ref':
    case 'Fn::GetAtt':
      return `<${[inner].flat().join('.')}>`;
    case 'Fn::Join':
      return Array.isArray(inner[1]) ? inner[1].map(flat).join(inner[0]) : JSON.stringify(value); // a list may be a parameter
    default:
      return JSON.stringify(value);
  }
}
