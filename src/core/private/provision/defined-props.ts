/**
 * Removes undefined props before they are passed to a construct of CDK. An organization's property injectors set defaults as `{
 * ...defaults, ...props }`, where an undefined prop would override the default.
 */
export function definedProps<T extends object>(props: T): T {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as T;
}
