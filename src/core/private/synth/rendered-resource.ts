import { CfnElement, CfnResource, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** A resource as it will be deployed: after aspects, mixins, property injectors and overrides, with tokens resolved to intrinsics. */
export interface FinalResource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: the shape is CloudFormation's, different for each type
  readonly Properties: Record<string, any>;
}

type Rendered = { _toCloudFormation(): { Resources?: Record<string, FinalResource> } };

/**
 * Whether this version of CDK lets one see what will be deployed. The method is CDK's internal one, and the only way to see escape-hatch
 * overrides, so it is named in this file alone; should a version lack it, the checks are left out with a warning instead of failing the synth.
 */
export function showsFinalTemplate(): boolean {
  return '_toCloudFormation' in CfnResource.prototype;
}

/**
 * What will really be deployed for the one L1 of a construct; undefined where there is none (imported, or taken out of the tree).
 *
 * Only of use while CDK validates the tree: earlier, aspects have not run. Renders this one element, because rendering the whole stack for
 * each construct takes minutes in a large app.
 */
export function finalResource(construct: IConstruct | undefined): FinalResource | undefined {
  const l1 = construct?.node.defaultChild;
  if (!CfnResource.isCfnResource(l1)) {
    return undefined;
  }
  const stack = Stack.of(l1);
  const fragment = stack.resolve((l1 as unknown as Rendered)._toCloudFormation()) as ReturnType<Rendered['_toCloudFormation']>;
  const resource = fragment.Resources?.[stack.resolve(l1.logicalId)];
  return resource && { ...resource, Properties: resource.Properties ?? {} };
}

/** What an element of a template adds to it, with its tokens; nothing for other constructs. */
export function contentOf(construct: IConstruct): object {
  return CfnElement.isCfnElement(construct) && showsFinalTemplate() ? (construct as unknown as Rendered)._toCloudFormation() : {};
}

/** Whether a value of a final resource is decided only while it is deployed (`Fn::If` and the like), so that synth cannot judge it. */
export function isDecidedLater(value: unknown): boolean {
  if (Array.isArray(value)) {
    return value.some(isDecidedLater);
  }
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  return Object.entries(value).some(([key, inner]) => key === 'Fn::If' || key === 'Fn::Transform' || isDecidedLater(inner));
}
