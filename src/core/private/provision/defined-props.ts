/**
 * Props for a construct of CDK, without those that are undefined: an organisation's property injectors give defaults in the form
 * `{ ...defaults, ...props }`, in which an undefined prop would win over the default.
 */
export function definedProps<T extends object>(props: T): T {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as T;
}
