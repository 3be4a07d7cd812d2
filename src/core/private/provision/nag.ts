import { type CfnResource, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** One finding of cdk-nag that the vendor's page makes necessary: this rule, on this resource, for this one value. */
export interface Acknowledgement {
  readonly rule: string;
  /** The value that the rule names, such as the ARN of all objects of one bucket; none for rules that name none. */
  readonly arn?: string;
  /** As `arn`, for rules on actions. */
  readonly action?: string;
  readonly reason: string;
}

/**
 * Tells cdk-nag (if the app uses it) why a finding is meant, without depending on it.
 *
 * Version 3 reads construct metadata, version 2 the metadata of the resource; the formats are theirs. Each acknowledgement names one value, so
 * that a further wildcard is a further finding.
 */
export function acknowledge(construct: IConstruct, acknowledgements: readonly Acknowledgement[]): void {
  const l1 = construct.node.defaultChild as CfnResource | undefined;
  if (!l1) {
    return; // with precreated roles (customizeRoles), CDK makes no policy
  }
  const suppressions = acknowledgements.map(({ rule, arn, action, reason }) => {
    const finding = arn ? `Resource::${flat(Stack.of(construct).resolve(arn))}` : action && `Action::${action}`;
    l1.node.addMetadata('aws:cdk:acknowledged-rules', { [`AwsSolutions::${rule}${finding ? `[${finding}]` : ''}`]: reason });
    return { id: rule, reason, ...(finding && { applies_to: [finding] }) };
  });
  l1.addMetadata('cdk_nag', { rules_to_suppress: suppressions });
}

/** An ARN as cdk-nag writes it: a reference is `<LogicalId>`, an attribute `<LogicalId.Arn>`. */
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
