import { DefaultTokenResolver, type IPostProcessor, type IResolvable, type IResolveContext, Reference } from 'aws-cdk-lib';

/** Resolves as CDK does, and reports the references that it finds. */
export class Recorder extends DefaultTokenResolver {
  public constructor(private readonly record: (reference: Reference) => void) {
    super({ join: concatenated });
  }

  public resolveToken(token: IResolvable, context: IResolveContext, after: IPostProcessor) {
    if (Reference.isReference(token)) {
      this.record(token);
    }
    return super.resolveToken(token, context, after);
  }
}

/** Joins the fragments of a text as CDK does: adjacent literals become one, with at most one `Fn::Join`. */
export function concatenated(left: unknown, right: unknown): unknown {
  const parts: unknown[] = [];
  for (const part of [left, right].flatMap(partsOf)) {
    const last = parts.length - 1;
    if (isText(part) && isText(parts[last])) {
      parts[last] = `${parts[last]}${part}`;
    } else if (part !== '') {
      parts.push(part);
    }
  }
  const [first = ''] = parts;
  return parts.length > 1 ? { 'Fn::Join': ['', parts] } : first;
}

const isText = (part: unknown): boolean => typeof part === 'string' || typeof part === 'number';

function partsOf(value: unknown): unknown[] {
  const [delimiter, parts]: [unknown?, unknown?] = (value as Record<string, [unknown, unknown]> | undefined)?.['Fn::Join'] ?? [];
  return delimiter === '' && Array.isArray(parts) ? parts : [value === undefined ? '' : value];
}
