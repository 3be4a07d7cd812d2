import type { CfnElement, Stack } from 'aws-cdk-lib';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { type Target, Targets } from './targets';

/** A place in a resource that refers to another one, or names it. */
export interface Mention {
  readonly by: FinalResource;
  /** Where in its properties: `Users.0`, `PolicyDocument.Statement.2.Resource`. */
  readonly at: string;
  /** The attribute that is taken (`Ref`, `Arn`, …), or the text that stands there. */
  readonly attribute?: string;
  readonly text?: string;
}

/** Of what the names of IAM, S3, KMS and Secrets Manager are made: an ARN has several words. */
const WORDS = /[\w+=,.@-]+/g;

const INDEXES = new WeakMap<FinalApp, Mentions>();

/**
 * Who refers to what in the final app: by CDK's tokens (also across stacks, where they become exports, parameters and outputs of nested stacks),
 * by `Ref`, `Fn::GetAtt`, `Fn::Sub`, `Fn::ImportValue` and `Fn::GetStackOutput` written by hand, and by names in texts.
 *
 * Renders every resource of the app once, and is linear in its size; made when it is first asked for.
 */
export class Mentions {
  public static of(app: FinalApp): Mentions {
    const index = INDEXES.get(app) ?? new Mentions(app);
    INDEXES.set(app, index);
    return index;
  }

  private readonly byElement = new Map<CfnElement, Mention[]>();
  private readonly byWord = new Map<string, Mention[]>();

  private readonly targets: Targets;

  private constructor(app: FinalApp) {
    this.targets = Targets.of(app);
    for (const resource of app.resources) {
      this.walk(resource, resource.Properties, '');
    }
  }

  /** Where a resource of the app is referred to, itself included. */
  public to(element: CfnElement): readonly Mention[] {
    return this.byElement.get(element) ?? [];
  }

  /** Texts in which a name stands, as a whole or as a part of an ARN or a path; upper and lower case are the same, as for IAM. */
  public naming(name: string): readonly Mention[] {
    const lower = name.toLowerCase();
    const found = this.byWord.get(lower.match(WORDS)?.[0] ?? '') ?? [];
    return found.filter(({ text = '' }) => text.toLowerCase().includes(lower));
  }

  private walk(by: FinalResource, value: unknown, at: string): void {
    if (typeof value === 'string') {
      for (const word of new Set(value.toLowerCase().match(WORDS))) {
        add(this.byWord, word, { by, at, text: value });
      }
    } else if (typeof value === 'object' && value !== null) {
      for (const { element, attribute } of this.referredTo(by.construct.stack, value)) {
        add(this.byElement, element, { by, at, attribute });
      }
      for (const [key, inner] of Object.entries(value)) {
        this.walk(by, inner, /^(Fn::|Ref$)/.test(key) ? at : `${at}${at && '.'}${key}`);
      }
    }
  }

  private referredTo(stack: Stack, value: object): Target[] {
    const [key, ...more] = Object.keys(value);
    if (more.length > 0 || !key) {
      return [];
    }
    const inner: unknown = (value as Record<string, unknown>)[key];
    return key === 'Fn::Sub'
      ? this.targets.inText(stack, [inner].flat()[0])
      : /^(Ref|Fn::GetAtt|Fn::GetStackOutput|Fn::ImportValue)$/.test(key)
        ? [this.targets.find(stack, value) ?? []].flat()
        : [];
  }
}

function add<K>(index: Map<K, Mention[]>, key: K, mention: Mention): void {
  const found = index.get(key);
  found ? found.push(mention) : index.set(key, [mention]);
}
