import { admits, isDenied, namesIn } from '../policy/admitted';
import { documentIn } from '../policy/document-text';
import { plain, textOf } from '../policy/text';
import { directCall } from '../synth/direct-call';
import { isWorthy, mayGive } from '../synth/giving';
import type { Applied } from './applied';
import type { Any, Template } from './assembly';
import type { Resource } from './names';
import type { Principal } from './principals';
import type { Resources } from './resources';
import { rawStatements } from './statements';

/** The statements of another resource that let a principal in, without a policy of its own. */
export interface Elsewhere extends Applied {
  readonly by: Resource;
}

/** The policies of resources, by those whom they name, and those that may mean everybody. */
interface Index {
  readonly named: ReadonlyMap<string, readonly Elsewhere[]>;
  readonly open: readonly Elsewhere[];
}

const INDEXES = new WeakMap<Resources, Index>();

/** Policies of resources of its account that mean the principal, or everybody who meets conditions that it meets. */
export function elsewhereFor(resources: Resources, principal: Principal): Elsewhere[] {
  const { named, open } = INDEXES.get(resources) ?? indexOf(resources);
  INDEXES.set(resources, { named, open });
  const isOfAccount = ({ by }: Elsewhere) => textOf(resources.render(by.template, { Ref: 'AWS::AccountId' })) === principal.account;
  return [...new Set([...(named.get(principal.arn) ?? []), ...open])]
    .filter((one) => one.by !== principal.resource && isOfAccount(one))
    .flatMap((one) => lettingIn(resources, principal, one) ?? []);
}

function lettingIn(resources: Resources, principal: Principal, { by, document, origin }: Elsewhere): Elsewhere | undefined {
  const { kind, resource } = principal;
  const who = { type: kind === 'user' ? 'User' : 'AssumedRole', arn: principal.arn, account: principal.account } as const;
  const tagged = { Properties: { Tags: resource && withPassedTags(resources.property(resource, 'Tags'), resource.template.tags) } };
  const region = resources.render(by.template, { Ref: 'AWS::Region' });
  const statements = allowsIn(document).filter((one) => {
    const context = directCall(who, region, one, tagged);
    const truth = admits(one, who, context);
    const isLetIn = truth !== false && (namesIn(one).includes(who.arn) || (truth === true && isWorthy(by.type, one)));
    return isLetIn && !isDenied(one, document, who, context);
  });
  return statements.length > 0 ? { origin, by, document: { ...(document as object), Statement: statements } } : undefined;
}

/** A tag of the resource stands before that of its stack. */
function withPassedTags(own: Any = [], passed: Template['tags'] = {}): Any {
  const names = Array.isArray(own) ? own.map(({ Key }) => Key) : [];
  const others = Object.entries(passed).filter(([Key]) => !names.includes(Key));
  return Array.isArray(own) ? [...own, ...others.map(([Key, Value]) => ({ Key, Value }))] : own;
}

const allowsIn = (document: Any): Any[] => rawStatements(document).filter(({ Effect }) => Effect === 'Allow');

function indexOf(resources: Resources): Index {
  const documents = documentsOf(resources);
  const named = new Map<string, Elsewhere[]>();
  for (const one of documents) {
    for (const name of new Set(allowsIn(one.document).flatMap(namesIn))) {
      named.set(name, [...(named.get(name) ?? []), one]);
    }
  }
  const isOpen = ({ by, document }: Elsewhere) => allowsIn(document).some((one) => namesIn(one).includes('*') && isWorthy(by.type, one));
  return { named, open: documents.filter(isOpen) };
}

/** Every policy of a resource that says whom it means, wherever it stands in its properties. */
function documentsOf(resources: Resources): Elsewhere[] {
  return resources.all
    .filter((by) => mayGive(by.type) && JSON.stringify(by.properties).includes('Principal'))
    .flatMap((by) =>
      Object.keys(by.properties).flatMap((property) =>
        documentsIn(resources.property(by, property)).map((document) => ({ origin: placeOf(by), by, document })),
      ),
    );
}

/** Its construct path and its type, which says what is open. */
export const placeOf = ({ path, type }: Resource): string => `${path} (${type})`;

function documentsIn(value: Any): Any[] {
  const read = typeof value === 'string' && value.includes('"Principal"') ? plain(documentIn(value)) : value;
  if (typeof read !== 'object' || read === null) {
    return [];
  }
  return 'Statement' in read && JSON.stringify(read).includes('"Principal"') ? [read] : Object.values(read).flatMap(documentsIn);
}
