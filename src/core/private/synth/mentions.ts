import type { CfnElement } from 'aws-cdk-lib';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { targetsIn } from './targets-in';
import { visitRendered } from './visit-rendered';

/** A place in a resource that references another one, or names it. */
export interface Mention {
  readonly by: FinalResource;
  /** Where in its properties: `Users.0`, `PolicyDocument.Statement.2.Resource`. */
  readonly at: string;
  /** The referenced attribute (`Ref`, `Arn`, …), or the text. */
  readonly attribute?: string;
  readonly text?: string;
}

/** Where a policy means everybody: as a structure, or in a text. */
const meansAll = (text: string, at: string): boolean =>
  text === '*' ? /\.Principal(\.AWS)?(\.\d+)*$/.test(at) : text.includes('"Principal"');

/** Dynamic references, and those to secrets. */
const [RESOLVING, OF_SECRETS] = ['{{resolve:', '{{resolve:secretsmanager:'];

const INDEXES = new WeakMap<FinalApp, Mentions>();

/**
 * All references in the final app: CDK's tokens (also across stacks, where they become exports, parameters and outputs of nested stacks),
 * `Ref`, `Fn::GetAtt`, `Fn::Sub`, `Fn::ImportValue` and `Fn::GetStackOutput` in literals. For names, see `mentionsByName`.
 *
 * Renders every resource of the app once, in linear time; created on first use.
 */
export class Mentions {
  public static of(app: FinalApp): Mentions {
    const index = INDEXES.get(app) ?? new Mentions(app);
    INDEXES.set(app, index);
    return index;
  }

  /** Texts with a dynamic reference to a secret. */
  public readonly resolving: readonly Mention[];
  /** Where policies may mean everybody. */
  public readonly ofEverybody: readonly Mention[];

  private readonly byElement = new Map<CfnElement, Mention[]>();

  private constructor(app: FinalApp) {
    const [resolving, ofEverybody]: [Mention[], Mention[]] = [[], []];
    for (const by of app.resources) {
      visitRendered(by.Properties, (value, at, key) => {
        if (key === undefined) {
          const text = value as string;
          meansAll(text, at) && ofEverybody.push({ by, at });
          if (!text.includes(RESOLVING)) return; // the usual case
          text.includes(OF_SECRETS) && resolving.push({ by, at, text });
        }
        for (const { element, attribute } of targetsIn(app, by.construct.stack, value, key)) {
          add(this.byElement, element, { by, at, attribute });
        }
      });
    }
    this.resolving = resolving;
    this.ofEverybody = ofEverybody;
  }

  /** All references to a resource of the app, including its own. */
  public to(element: CfnElement): readonly Mention[] {
    return this.byElement.get(element) ?? [];
  }
}

function add<K>(index: Map<K, Mention[]>, key: K, mention: Mention): void {
  const found = index.get(key);
  found ? found.push(mention) : index.set(key, [mention]);
}
