import { textOf } from '../policy/text';
import type { Any, Template } from './assembly';
import { type Resource, secretOf } from './names';
import type { Resources } from './resources';

/** The resources (also their metadata) and outputs of the app that CloudFormation copies a key into, from the key itself or from its secret. */
export function copiesOf(resources: Resources, secret: Resource, keys: readonly Resource[]): string[] {
  const wanted = [`{{resolve:secretsmanager:${resources.nameOf(secret)}`, ...keys.map(secretOf)];
  const shows = (template: Template, value: Any) =>
    /SecretAccessKey|resolve:secretsmanager/.test(JSON.stringify(value ?? '')) &&
    textsIn(resources.render(template, value)).some((text) => wanted.some((one) => text.includes(one)));
  return [
    ...resources.all
      .filter((one) => (!isSecret(one) && shows(one.template, one.properties)) || shows(one.template, one.metadata))
      .map(({ path }) => path),
    ...resources.assembly.templates.flatMap((template) =>
      Object.entries<Any>(template.json.Outputs ?? {})
        .filter(([, { Value }]) => shows(template, Value))
        .map(([id]) => `output ${template.name}/${id}`),
    ),
  ];
}

/** Each secret that holds a key is a row of its own. */
const isSecret = ({ type }: Resource): boolean => type === 'AWS::SecretsManager::Secret';

/** The texts anywhere in a rendered value. */
export const textsIn = (value: Any): string[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : value === undefined ? [] : [textOf(value)];
