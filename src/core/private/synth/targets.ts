import { CfnElement, type CfnOutput, CfnParameter, CfnResource, Reference, type Stack, Tokenization } from 'aws-cdk-lib';
import type { FinalApp } from './final-app';
import { exportedTo, outputNamed, outputsOf } from './stack-outputs';

/** An element of the app, and which of its attributes is meant: `Ref`, `Arn`, … */
export interface Target {
  readonly element: CfnElement;
  readonly attribute: string;
}

const TARGETS = new WeakMap<FinalApp, Targets>();

/** Resolves intrinsics of a template to their targets, whether CDK or the user wrote them. */
export class Targets {
  public static of(app: FinalApp): Targets {
    const targets = TARGETS.get(app) ?? new Targets(app);
    TARGETS.set(app, targets);
    return targets;
  }

  private readonly known = new WeakMap<object, { readonly stack: Stack; readonly target: Target | undefined }>();

  private constructor(private readonly app: FinalApp) {}

  /**
   * The target of `Ref`, `Fn::GetAtt`, `Fn::ImportValue` or `Fn::GetStackOutput` in the template of a stack; undefined for anything else, and if it
   * is not in this assembly.
   */
  public find(stack: Stack, intrinsic: unknown): Target | undefined {
    if (typeof intrinsic !== 'object' || intrinsic === null) {
      return undefined;
    }
    const known = this.known.get(intrinsic);
    if (known?.stack === stack) {
      return known.target;
    }
    const target = this.findAnew(stack, intrinsic);
    this.known.set(intrinsic, { stack, target });
    return target;
  }

  private findAnew(stack: Stack, intrinsic: object): Target | undefined {
    const reference = this.app.renderingOf(stack).references.get(JSON.stringify(intrinsic));
    const target = reference && this.ofReference(reference);
    if (target && !this.isGone(target.element)) {
      return target;
    }
    const {
      'Fn::GetAtt': attribute,
      'Fn::GetStackOutput': output,
      'Fn::ImportValue': exported,
      Ref: ref,
    } = intrinsic as Record<string, unknown>;
    if (output !== undefined) {
      return this.through(outputNamed(this.app, output as Record<string, unknown>));
    }
    if (exported !== undefined) {
      return this.through(exportedTo(this.app, stack, exported));
    }
    const [id, ...rest] = [attribute ?? ref].flat().join('.').split('.');
    const element = this.app.byId(stack, id)?.construct;
    if (rest[0] === 'Outputs') {
      const nested = this.app.stacks.find(({ nestedStackResource }) => nestedStackResource && nestedStackResource === element);
      return this.through(outputsOf(nested).find((output) => this.app.render(output, output.logicalId) === rest[1]));
    }
    return element ? { element, attribute: attribute === undefined ? 'Ref' : rest.join('.') } : this.ofParameter(stack, id);
  }

  /** The targets in a text of `Fn::Sub`. */
  public inText(stack: Stack, text: unknown): Target[] {
    const names = typeof text === 'string' ? [...text.matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name]) => name) : [];
    return names.flatMap((name) => this.find(stack, name.includes('.') ? { 'Fn::GetAtt': name } : { Ref: name }) ?? []);
  }

  /** Whether it was removed from the tree, and possibly created again under the same logical id. */
  private isGone(element: CfnElement): boolean {
    return CfnResource.isCfnResource(element) && this.app.find(element) === undefined;
  }

  private ofReference({ displayName, target }: Reference): Target | undefined {
    const given = target instanceof CfnParameter && this.ofParameter(target.stack, String(this.app.render(target, target.logicalId)));
    return given || (CfnElement.isCfnElement(target) ? { element: target, attribute: displayName } : undefined);
  }

  /** The value that the parent passes to the parameter of a nested stack. */
  private ofParameter(stack: Stack, id: string): Target | undefined {
    const nested = this.app.find(stack.nestedStackResource);
    return nested && this.find(nested.construct.stack, nested.Properties.Parameters?.[id]);
  }

  private through(output: CfnOutput | undefined): Target | undefined {
    const token: unknown = output && Tokenization.reverse(output.value, { failConcat: false });
    if (!output) {
      return undefined;
    }
    if (Reference.isReference(token)) {
      return this.ofReference(token);
    }
    return this.find(output.stack, this.app.render(output, output.value));
  }
}
