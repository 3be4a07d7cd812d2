import {
  DefaultTokenResolver,
  type IPostProcessor,
  type IResolvable,
  type IResolveContext,
  Reference,
  StringConcat,
  Tokenization,
} from 'aws-cdk-lib';
import { Walk } from './walk';

/**
 * Renders values as they will appear in the template of a stack. Gives the result of `stack.resolve` in half the time, because each text is
 * resolved once.
 *
 * Only while CDK validates the tree: before that, lazy values would cache their current value.
 */
export class Rendering extends Walk {
  /** The references in rendered values, by what replaces them: an intrinsic as JSON, or a literal name. */
  public readonly references = new Map<string, Reference>();
  private readonly known = new Map<unknown, unknown>();

  protected text(text: string): unknown {
    return this.once(text, () => {
      for (const token of Tokenization.reverseString(text).tokens) {
        Reference.isReference(token) ? this.reference(token) : this.recordInside(token);
      }
      return this.stack.resolve(text);
    });
  }

  protected reference(reference: Reference): unknown {
    return this.once(reference, () => {
      const value = this.stack.resolve(reference);
      this.references.set(typeof value === 'string' ? value : JSON.stringify(value), reference);
      return value;
    });
  }

  protected made(token: IResolvable, context: IResolveContext): unknown {
    return token.resolve(context);
  }

  /** Returns a new copy each time, because overrides are merged into the result. */
  private once(key: unknown, render: () => unknown): unknown {
    if (!this.known.has(key)) {
      this.known.set(key, render());
    }
    return copy(this.known.get(key));
  }

  private recordInside(token: IResolvable): void {
    const record = (reference: Reference) => this.reference(reference);
    class Recorder extends DefaultTokenResolver {
      public resolveToken(inner: IResolvable, context: IResolveContext, after: IPostProcessor) {
        return Reference.isReference(inner) ? record(inner) : super.resolveToken(inner, context, after);
      }
    }
    Tokenization.resolve(token, { scope: this.stack, resolver: new Recorder(new StringConcat()) });
  }
}

function copy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Array.isArray(value) ? value.map(copy) : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copy(inner)]));
}
