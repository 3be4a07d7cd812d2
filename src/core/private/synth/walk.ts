import { type IPostProcessor, type IResolvable, type IResolveContext, Reference, type Stack, Tokenization } from 'aws-cdk-lib';
import { isUnresolved } from '../validation/tokens-in-text';

/** Walks a value like CDK's `resolve`. Subclasses decide what to do with a text with tokens, and with a reference. */
export abstract class Walk {
  public constructor(public readonly stack: Stack) {}

  public of(value: unknown, keepUndefined = false): unknown {
    if (typeof value === 'string') {
      return isUnresolved(value) ? this.text(value) : value;
    }
    if (typeof value === 'number') {
      return isUnresolved(value) ? this.token(Tokenization.reverseNumber(value) as IResolvable, keepUndefined) : value;
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    if (value instanceof Date) {
      return new Date(value); // it can change in place
    }
    if (Array.isArray(value)) {
      return this.list(value, keepUndefined);
    }
    return isToken(value) ? this.token(value, keepUndefined) : this.map(value as Record<string, unknown>, keepUndefined);
  }

  /** Handles a text that contains tokens. */
  protected abstract text(text: string): unknown;

  protected abstract reference(reference: Reference): unknown;

  /** Produces the value of a token. Some subclasses cache it. */
  protected abstract made(token: IResolvable, context: IResolveContext): unknown;

  private token(token: IResolvable, keepUndefined: boolean): unknown {
    return Reference.isReference(token) ? this.reference(token) : this.resolved(token, keepUndefined);
  }

  protected resolved(token: IResolvable, keepUndefined = false): unknown {
    let after: IPostProcessor | undefined;
    const context: IResolveContext = {
      scope: this.stack,
      preparing: false,
      documentPath: [],
      resolve: (value, options) => this.of(value, options?.removeEmpty === undefined ? keepUndefined : !options.removeEmpty),
      registerPostProcessor: (processor) => {
        after = processor;
      },
    };
    const value = this.of(this.made(token, context), keepUndefined);
    return after ? after.postProcess(value, context) : value;
  }

  private list(values: unknown[], keepUndefined: boolean): unknown {
    if (values.length === 1 && typeof values[0] === 'string' && values[0].includes('{') && isUnresolved(values)) {
      return this.token(Tokenization.reverseList(values as string[]) as IResolvable, keepUndefined);
    }
    const all: unknown[] = [];
    for (const one of values) {
      const value = this.of(one, keepUndefined);
      if (value !== undefined || keepUndefined) {
        all.push(value);
      }
    }
    return all;
  }

  private map(values: Record<string, unknown>, keepUndefined: boolean): unknown {
    const result: Record<string, unknown> = {};
    for (const key of Object.keys(values)) {
      const value = this.of(values[key], keepUndefined);
      if (value !== undefined || keepUndefined) {
        result[key.includes('{') ? String(this.of(key)) : key] = value;
      }
    }
    return result;
  }
}

/** As CDK tells them, without its calls: this is asked of every structure of an app. */
const isToken = (value: object): value is IResolvable => typeof (value as IResolvable).resolve === 'function';
