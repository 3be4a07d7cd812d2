import { CfnElement, CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Rendering } from './rendering';
import type { Walk } from './walk';

/** A resource as it will be deployed: with tokens resolved to intrinsics. */
export interface FinalResource {
  readonly construct: CfnResource;
  readonly logicalId: string;
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: the shape is CloudFormation's, different for each type
  readonly Properties: Record<string, any>;
  readonly Condition?: unknown;
  readonly Metadata?: unknown;
  readonly DeletionPolicy?: unknown;
  readonly UpdateReplacePolicy?: unknown;
}

interface Rendered {
  _toCloudFormation(): { Resources?: Record<string, unknown> };
  shouldSynthesize?(): boolean;
  readonly rawOverrides?: Record<string, unknown>;
  readonly cfnProperties: Record<string, unknown>;
}

/**
 * Whether this version of CDK shows what will be deployed. The method is internal to CDK, and the only way to see escape-hatch overrides,
 * so only this file uses it. If a version lacks it, the checks are skipped with a warning, and the synthesis succeeds.
 */
export function showsFinalTemplate(): boolean {
  return '_toCloudFormation' in CfnResource.prototype;
}

/** The rendered L1; undefined if it renders nothing. */
export function finalResource(l1: CfnResource, rendering: Rendering): FinalResource | undefined {
  const { Resources = {} } = (l1 as unknown as Rendered)._toCloudFormation();
  const [id] = Object.keys(Resources);
  if (id === undefined) {
    return undefined;
  }
  const rendered = isOverridden(l1) ? rendering.of(rendering.apart(Resources[id])) : rendering.of(Resources[id]); // twice, like CDK: deleted elements leave no gap
  const resource = rendered as FinalResource | undefined;
  return resource && { ...resource, construct: l1, logicalId: String(rendering.of(id)), Properties: present(resource.Properties) };
}

/** CloudFormation leaves out a property that is no value. */
function present(properties: FinalResource['Properties'] = {}): FinalResource['Properties'] {
  const isNothing = (value: unknown) => (value as { Ref?: unknown } | undefined)?.Ref === 'AWS::NoValue';
  const hasSome = Object.values(properties).some(isNothing); // hardly ever
  return hasSome ? Object.fromEntries(Object.entries(properties).filter(([, value]) => !isNothing(value))) : properties;
}

/** The values that an L1 renders, as they are now: `walk` copies what can change in place. Undefined if it renders nothing. */
export function valuesOf(l1: CfnResource, walk: Pick<Walk, 'of'>): object | undefined {
  const { cfnProperties, rawOverrides } = l1 as unknown as Rendered;
  const { condition, creationPolicy, deletionPolicy, updatePolicy, updateReplacePolicy } = l1.cfnOptions;
  return (l1 as unknown as Rendered).shouldSynthesize?.() === false
    ? undefined
    : {
        cfnOptions: {
          ...{ condition: condition && { logicalId: condition.logicalId }, deletionPolicy, updateReplacePolicy },
          ...{ creationPolicy: walk.of(creationPolicy), updatePolicy: walk.of(updatePolicy) },
        },
        cfnProperties: walk.of(cfnProperties),
        cfnResourceType: l1.cfnResourceType,
        rawOverrides: walk.of(rawOverrides, true),
      };
}

/** The L1 as it was when it had these values. */
export function withValues(l1: CfnResource, values: object): CfnResource {
  const own = Object.entries({ ...values, shouldSynthesize: () => true }).map(([name, value]) => [name, { value }]);
  return Object.create(l1, Object.fromEntries(own));
}

/** What an element adds to its template, with its tokens; nothing for other constructs. */
export function contentOf(construct: IConstruct): object {
  return CfnElement.isCfnElement(construct) && showsFinalTemplate() ? (construct as unknown as Rendered)._toCloudFormation() : {};
}

/** The type that will be deployed. */
export function typeOf(l1: CfnResource): string {
  return String((l1 as unknown as Rendered).rawOverrides?.Type ?? l1.cfnResourceType);
}

/** CDK hides its overrides. If they are unknown, any property may be overridden. */
function isOverridden(l1: CfnResource): boolean {
  return Object.keys((l1 as unknown as Rendered).rawOverrides ?? [0]).length > 0;
}

/** Whether a value of a final resource is known only at deployment (`Fn::If` and the like), so that synth cannot judge it. */
export function isDecidedLater(value: unknown): boolean {
  if (Array.isArray(value)) {
    return value.some(isDecidedLater);
  }
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  return Object.entries(value).some(([key, inner]) => key === 'Fn::If' || key === 'Fn::Transform' || isDecidedLater(inner));
}
