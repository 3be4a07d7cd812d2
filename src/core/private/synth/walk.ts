import { type IPostProcessor, type IResolvable, type IResolveContext, Reference, type Stack, Tokenization } from 'aws-cdk-lib';
import { isUnresolved } from '../validation/tokens-in-text';
import { isSame } from './differences';

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

  /** Whether a walk of the value gives this, without making it anew but for tokens. May say no where it does. */
  public gives(value: unknown, result: unknown): boolean {
    if (typeof value === 'string') {
      return this.textGives(value, result);
    }
    if (!isPlain(value) || !isPlain(result) || Array.isArray(value) !== Array.isArray(result) || isEncoded(value)) {
      return isSame(this.of(value), result);
    }
    for (const key of Object.keys(value)) {
      if (!(value[key] === result[key] || this.gives(value[key], result[key]))) return false;
    }
    return Object.keys(result).every((key) => result[key] === undefined || Object.hasOwn(value, key));
  }

  protected textGives(text: string, result: unknown): boolean {
    return text === result;
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
    if (isEncoded(values)) {
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

/** A list that is a token as a whole. */
const isEncoded = (values: unknown): boolean =>
  Array.isArray(values) && values.length === 1 && typeof values[0] === 'string' && values[0].includes('{') && isUnresolved(values);

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !isToken(value) && !(value instanceof Date);

/** As CDK tells them, without its calls: this is asked of every structure of an app. */
const isToken = (value: object): value is IResolvable => typeof (value as IResolvable).resolve === 'function';
