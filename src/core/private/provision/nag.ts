import { type CfnResource, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** One finding of cdk-nag that the vendor's page makes necessary: one rule, on one resource, for one value. */
export interface Acknowledgement {
  readonly rule: string;
  /** The value that the rule names, such as the ARN of all objects of a bucket; none for rules that name no value. */
  readonly arn?: string;
  /** Like `arn`, for rules about actions. */
  readonly action?: string;
  readonly reason: string;
}

/**
 * Tells cdk-nag (if the app uses it) why a finding is intended, without depending on it.
 *
 * Version 3 reads construct metadata, version 2 the metadata of the resource; they define the formats. Each acknowledgement names one
 * value, so that another wildcard is a new finding.
 */
export function acknowledge(construct: IConstruct, acknowledgements: readonly Acknowledgement[]): void {
  const l1 = construct.node.defaultChild as CfnResource | undefined;
  if (!l1) {
    return; // with precreated roles (customizeRoles), CDK creates no policy
  }
  const suppressions = acknowledgements.map(({ rule, arn, action, reason }) => {
    const finding = arn ? `Resource::${flat(Stack.of(construct).resolve(arn))}` : action && `Action::${action}`;
    l1.node.addMetadata('aws:cdk:acknowledged-rules', { [`AwsSolutions::${rule}${finding ? `[${finding}]` : ''}`]: reason });
    return { id: rule, reason, ...(finding && { applies_to: [finding] }) };
  });
  l1.addMetadata('cdk_nag', { rules_to_suppress: suppressions });
}

/** Writes an ARN as cdk-nag does: a reference is `<LogicalId>`, an attribute `<LogicalId.Arn>`. */
function flat(value: unknown): string {
  if (typeof value !== 'object' || value === null) {
    return String(value);
  }
  const [key, inner] = Object.entries(value)[0];
  switch (key) {
    case 'Ref':
      return `<${inner}>`;
    case 'Fn::GetAtt':
      return `<${inner.join('.')}>`;
    case 'Fn::Join':
      return Array.isArray(inner[1]) ? inner[1].map(flat).join(inner[0]) : JSON.stringify(value); // a list may be a parameter
    default:
      return JSON.stringify(value);
  }
}
