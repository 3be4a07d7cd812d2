import { Intrinsic, type IResolvable, type IResolveContext, Reference, Tokenization } from 'aws-cdk-lib';
import { isSame } from './differences';
import { concatenated, Recorder } from './recorder';
import { Walk } from './walk';

/** JSON has other characters. */
const WORD = /^\w+$/;

/**
 * Renders values as they will appear in the template of a stack. Gives the result of `stack.resolve` in half the time, because each text is
 * resolved once.
 *
 * Only while CDK validates the tree: before that, lazy values would cache their current value.
 */
export class Rendering extends Walk {
  /** The references in rendered values, by the JSON of what replaces them: an intrinsic, or a literal name. */
  public readonly references = new Map<string, Reference>();
  private readonly recorder = new Recorder((reference) => this.reference(reference));
  private readonly known = new Map<unknown, unknown>();
  private shares = true;

  /** Shares no intrinsic with another value: overrides will be merged into it. */
  public apart(value: unknown): unknown {
    this.shares = false;
    const rendered = this.of(value);
    this.shares = true;
    return rendered;
  }

  /** Most are known. */
  protected textGives(text: string, rendered: unknown): boolean {
    return text === rendered || (this.known.has(text) && isSame(this.known.get(text), rendered));
  }

  protected text(text: string): unknown {
    return this.once(text, this.textAnew);
  }

  private readonly textAnew = (text: string): unknown => {
    const fragments = Tokenization.reverseString(text);
    const { firstToken, length } = fragments;
    return length === 1 && firstToken
      ? this.part(firstToken)
      : fragments.mapTokens({ mapToken: (token) => this.part(token) }).join({ join: concatenated });
  };

  protected reference(reference: Reference): unknown {
    return this.once(reference, this.referenceAnew);
  }

  private readonly referenceAnew = (reference: Reference): unknown => {
    const value = this.resolved(reference);
    this.references.set(JSON.stringify(value), reference);
    return value;
  };

  protected made(token: IResolvable, context: IResolveContext): unknown {
    return token.resolve(context);
  }

  /** A token in a text. CDK's JSON in a text depends on how the values inside were resolved. */
  private part(token: IResolvable): unknown {
    if (Reference.isReference(token) || token instanceof Intrinsic) {
      return this.of(token);
    }
    const word = 'producer' in token && this.resolved(token); // most are logical ids
    return typeof word === 'string' && WORD.test(word) ? word : Tokenization.resolve(token, { scope: this.stack, resolver: this.recorder });
  }

  /** The same intrinsic each time, so that what is known about it is kept by it. */
  private once<K>(key: K, render: (key: K) => unknown): unknown {
    if (!this.known.has(key)) {
      this.known.set(key, render(key));
    }
    return this.shares ? this.known.get(key) : structuredClone(this.known.get(key));
  }
}
