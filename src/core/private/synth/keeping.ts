import { type IResolvable, type IResolveContext, type Reference, ResolutionTypeHint, type Stack, Token } from 'aws-cdk-lib';
import { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { Asked } from './promised';
import { Walk } from './walk';

/** The version in every policy document that CDK writes. */
const VERSION = '2012-10-17';

/**
 * Records a resource while the app is still being built. Evaluates lists and structures, because they can change in place. Keeps texts with
 * tokens, because they cannot change and the user's values may not be available yet.
 *
 * Has no side effects: values that CDK caches, and statements that it freezes, are those of a copy.
 */
export class Keeping extends Walk {
  /** How many policy documents are kept without their statements, because these were asked for. */
  private open?: number;

  public constructor(
    stack: Stack,
    private readonly asked: Asked = {},
  ) {
    super(stack);
  }

  protected text(text: string): unknown {
    return text;
  }

  /** As a token, in the form that L1 properties expect. */
  protected reference(reference: Reference): unknown {
    switch (reference.typeHint) {
      case ResolutionTypeHint.STRING_LIST:
        return Token.asList(reference);
      case ResolutionTypeHint.NUMBER:
        return Token.asNumber(reference);
      default:
        return Token.asString(reference);
    }
  }

  protected made(token: IResolvable, context: IResolveContext): unknown {
    if (token instanceof PolicyDocument) {
      this.open ??= Object.keys(this.asked).filter((path) => path.endsWith('.Statement')).length;
      return this.open-- > 0 ? { Version: VERSION } : token.toJSON();
    }
    return (isCaching(token) ? Object.assign(Object.create(Object.getPrototypeOf(token)), token) : token).resolve(context);
  }
}

/** A lazy value says whether it keeps what it produced; of one that does not say, a version of CDK may. */
const isCaching = (token: IResolvable): boolean => 'producer' in token && (token as { cache?: unknown }).cache !== false;
