import type { IamUserAccessOptions } from '../../vendor-access-options';
import { problem, textProblems } from './errors';

/** What is wrong with the options of the secret. */
export function secretProblems(options: IamUserAccessOptions): string[] {
  const { accessKeys, secretEncryptionKey, secretFields, secretName } = options;
  const { id, secret } = secretFieldsOf(options);
  const given = Object.entries({ secretName, secretEncryptionKey, secretFields }).filter(([, value]) => value !== undefined);
  const alone = (name: string, value: unknown) =>
    problem(name, value, 'not with AccessKeys.outside()', 'Leave it out: without a key there is no secret.');
  const field = (name: string, value: string) =>
    textProblems(`secretFields.${name}`, value, /^[\w.-]{1,128}$/, '1 to 128 of letters, digits and _.-', 'Choose another name.');
  const allowed = '1 to 512 of letters, digits and /_+=.@-';
  const todo = 'Choose another name, or leave it out for a generated one.';
  return [
    ...(accessKeys?.serial === 0 ? given.map(([name, value]) => alone(name, value)) : []),
    ...(secretName === undefined ? [] : textProblems('secretName', secretName, /^[\w/+=.@-]{1,512}$/, allowed, todo)),
    ...field('id', id),
    ...field('secret', secret),
    ...(id === secret ? [problem('secretFields', `${id} twice`, 'two different names', 'The second would overwrite the first.')] : []),
  ];
}

export function secretFieldsOf({ secretFields = {} }: IamUserAccessOptions) {
  return { id: secretFields.id ?? 'accessKeyId', secret: secretFields.secret ?? 'secretAccessKey' };
}
