import type { Stack } from 'aws-cdk-lib';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { namedByMarks } from './marks';
import { asInArns, BUCKET, KEY, LAMBDA_POINT, type Meaning, meaningsOf, NAMING, POINT, SECRET, typeAt } from './meanings';
import { Targets } from './targets';
import { isOpen, textIn } from './text-in';

const OF_REGION: readonly string[] = [KEY, LAMBDA_POINT, POINT, SECRET];

interface Named {
  readonly resource: FinalResource;
  readonly name: string;
}

const INDEXES = new WeakMap<FinalApp, ResourceNames>();

/** The resources of the app with a fixed name, which others can mean by it. */
export class ResourceNames {
  public static of(app: FinalApp): ResourceNames {
    const index = INDEXES.get(app) ?? new ResourceNames(app);
    INDEXES.set(app, index);
    return index;
  }

  private readonly byName = new Map<string, Named[]>();
  private readonly all = new Set<FinalResource>();

  private constructor(private readonly app: FinalApp) {
    for (const [type, property] of Object.entries(NAMING)) {
      for (const resource of app.ofType(type).filter(({ Properties }) => Properties[property] !== undefined)) {
        const name = textIn(app, resource.construct.stack)(resource.Properties[property]).replace(/^https:\/\//, '');
        const same = this.byName.get(name.toLowerCase()) ?? [];
        this.byName.set(name.toLowerCase(), [...same, { resource, name }]);
        this.all.add(resource);
      }
    }
  }

  public has(resource: FinalResource): boolean {
    return this.all.has(resource);
  }

  /** Those that a text (`textIn`) of a stack means, in a place such as `Users.0`. */
  public meant(stack: Stack, text: string, at: string): FinalResource[] {
    return this.those(stack, text, at, ({ name }) => this.byName.get(name.toLowerCase()) ?? []);
  }

  /** The same of a name that is made from an attribute of a resource: generated ones too. */
  public made(stack: Stack, text: string, at: string): FinalResource[] {
    return this.those(stack, text, at, ({ name }) => {
      const resource = namedByMarks(this.app, name, (one) => textIn(this.app, one));
      return resource ? [{ resource, name }] : [];
    });
  }

  private those(stack: Stack, text: string, at: string, of: (meaning: Meaning) => Named[]): FinalResource[] {
    const meanings = meaningsOf(text, at).flatMap((meaning) => of(meaning).map((one) => ({ meaning, one })));
    return [...new Set(meanings.filter(({ meaning, one }) => this.isMeant(one, meaning, stack, at)).map(({ one }) => one.resource))];
  }

  /**
   * A bucket has its name in all accounts and regions, others in one account, and a secret or access point in one region of it. A permission set
   * names policies of the accounts that it is assigned to.
   */
  private isMeant({ name, resource }: Named, meaning: Meaning, stack: Stack, at: string): boolean {
    const { construct } = resource;
    const Type = asInArns(resource.Type);
    const [here, there] = [stack, construct.stack].map((one) => textIn(this.app, one));
    const isIn = (Ref: string, said: string | undefined) => isPerhaps(said ?? here({ Ref }), there({ Ref }));
    return (
      (meaning.type ?? typeAt(at) ?? Type) === Type &&
      (Type.startsWith('AWS::IAM::') || meaning.name === name) &&
      (Type === BUCKET || /^CustomerManagedPolicyReferences\b/.test(at) || isIn('AWS::AccountId', meaning.account)) &&
      (!OF_REGION.includes(Type) || isIn('AWS::Region', meaning.region))
    );
  }
}

const isPerhaps = (one: string, other: string): boolean => one === other || isOpen(one) || isOpen(other);

/** Whether two stacks, or a text and a stack, are of one account, as far as is known. */
export function isSameAccount(app: FinalApp, one: Stack, other: Stack, account?: string): boolean {
  const [here, there] = [one, other].map((stack) => textIn(app, stack)({ Ref: 'AWS::AccountId' }));
  return isPerhaps(account ?? here, there);
}

/** The same of the account and the region, of which names have to be literally the same. */
export const isSamePlace = (app: FinalApp, one: Stack, other: Stack): boolean =>
  isSameAccount(app, one, other) && one.region === other.region;

/**
 * The resources of the app that a value in a stack means, in a place such as `Groups`: by a reference, or by a name or ARN. What refers to something
 * else, such as a parameter, can be the name of one.
 */
export function meantBy(app: FinalApp, stack: Stack, value: unknown, at: string): FinalResource[] {
  const referred = [Targets.of(app).resource(stack, value) ?? []].flat();
  const isReferred = referred.some(({ Type }) => Type === (typeAt(at) ?? Type));
  const named = isReferred ? [] : namedBy(app, stack, value, at);
  return named.length > 0 ? named : referred;
}

function namedBy(app: FinalApp, stack: Stack, value: unknown, at: string): FinalResource[] {
  const [names, text] = [ResourceNames.of(app), textIn(app, stack)(value)];
  return [...new Set([...names.meant(stack, text, at), ...names.made(stack, text, at)])];
}
