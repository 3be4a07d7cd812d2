import { CfnElement, type CfnOutput, CfnParameter, CfnResource, Reference, type Stack, Tokenization } from 'aws-cdk-lib';
import type { Json } from '../policy/request';
import { intrinsicOf, keyOf, plain, textOf } from '../policy/text';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { handedOver, heldBy, readsOf } from './handed-over';
import { oncePerStack } from './once';
import { type Elsewhere, outputOf, valuePassedTo } from './stack-outputs';
import { parametersIn } from './template-parameters';

/** An element of the app, and which of its attributes is meant: `Ref`, `Arn`, … */
export interface Target {
  readonly element: CfnElement;
  readonly attribute: string;
  /** Whether Systems Manager hands it over, where somebody may change it. */
  readonly later?: true;
}

const found = oncePerStack(() => new Map<unknown, Target | undefined>());
const TARGETS = new WeakMap<FinalApp, Targets>();

/** Resolves intrinsics of a template to their targets, whether CDK or the user wrote them. */
export class Targets {
  public static of(app: FinalApp): Targets {
    const targets = TARGETS.get(app) ?? new Targets(app);
    TARGETS.set(app, targets);
    return targets;
  }

  private constructor(private readonly app: FinalApp) {}

  /**
   * The target of `Ref`, `Fn::GetAtt`, `Fn::ImportValue`, `Fn::GetStackOutput` or a dynamic reference in the template of a stack, also through a
   * parameter of Systems Manager; undefined for anything else, and if it is not in this assembly.
   */
  public find(stack: Stack, intrinsic: unknown): Target | undefined {
    if (typeof intrinsic === 'string') {
      const [read] = /^\{\{[^{}]*\}\}$/.test(intrinsic) ? readsOf(this.app, stack, intrinsic) : [];
      return read && this.find(stack, read);
    }
    if (typeof intrinsic !== 'object' || intrinsic === null) {
      return undefined;
    }
    const known = found(this.app, stack);
    const key = keyOf(intrinsic);
    if (!known.has(key)) {
      known.set(key, this.findAnew(stack, intrinsic));
    }
    return known.get(key);
  }

  /** The resource that it refers to, also if it is all that a text consists of (`Fn::Sub`). */
  public resource(stack: Stack, value: unknown): FinalResource | undefined {
    return this.app.find((this.find(stack, value) ?? this.find(stack, intrinsicOf(textOf(plain(value as Json)))))?.element);
  }

  private findAnew(stack: Stack, intrinsic: object): Target | undefined {
    const from = handedOver(this.app, stack, intrinsic);
    if (from) {
      return this.findLater(from);
    }
    const reference = this.app.renderingOf(stack).references.get(JSON.stringify(intrinsic));
    const target = reference && this.ofReference(reference);
    if (target && !this.isGone(target.element)) {
      return target;
    }
    const output = outputOf(this.app, stack, intrinsic);
    if (output) {
      return this.through(output);
    }
    const { 'Fn::GetAtt': attribute, Ref: ref } = intrinsic as Record<string, unknown>;
    const [id, ...rest] = [attribute ?? ref].flat().join('.').split('.');
    const element = rest[0] === 'Outputs' ? undefined : this.app.byId(stack, id)?.construct;
    return element
      ? { element, attribute: attribute === undefined ? 'Ref' : rest.join('.') }
      : ref === undefined
        ? undefined
        : this.ofParameter(stack, id);
  }

  /** Whether it was removed from the tree, and possibly created again under the same logical id. */
  private isGone(element: CfnElement): boolean {
    return CfnResource.isCfnResource(element) && this.app.find(element) === undefined;
  }

  /** What it refers to in this template or another one. Of what another template passes or puts out, what that value refers to. */
  private ofReference({ displayName, target }: Reference): Target | undefined {
    if (target instanceof CfnParameter) {
      const passed = valuePassedTo(this.app, target.stack, String(this.app.render(target, target.logicalId)));
      return passed ? this.find(passed.stack, passed.value) : { element: target, attribute: displayName };
    }
    if (!CfnElement.isCfnElement(target) || displayName.startsWith('Outputs.')) {
      return undefined;
    }
    const from = heldBy(this.app, target, displayName);
    return from ? this.findLater(from) : { element: target, attribute: displayName };
  }

  private findLater({ stack, value }: Elsewhere): Target | undefined {
    const target = this.find(stack, value);
    return target && { ...target, later: true };
  }

  private ofParameter(stack: Stack, id: string): Target | undefined {
    const passed = valuePassedTo(this.app, stack, id);
    const element = id.startsWith('AWS::') ? undefined : parametersIn(this.app, stack).get(id);
    return passed ? this.find(passed.stack, passed.value) : element && { element, attribute: 'Ref' };
  }

  private through(output: CfnOutput): Target | undefined {
    const value = this.app.render(output, output.value);
    if (handedOver(this.app, output.stack, value)) {
      return this.find(output.stack, value);
    }
    const token: unknown = Tokenization.reverse(output.value, { failConcat: false });
    const target = Reference.isReference(token) ? this.ofReference(token) : undefined;
    return target ?? this.find(output.stack, value);
  }
}
