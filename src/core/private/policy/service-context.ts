import type { Request } from './request';

type Context = Request['context'];

/** A request lacks these keys. */
export const without = (keys: readonly string[]): Context => Object.fromEntries(keys.map((key) => [key, null]));

/** What each call that a service of AWS makes carries, and what no such call has. */
export const contextOfService = (service: string): Context => ({
  ...without(['Arn', 'OrgID', 'OrgPaths', 'Account'].map((key) => `aws:Principal${key}`)),
  'aws:PrincipalServiceName': service,
  'aws:PrincipalIsAWSService': 'true',
  'aws:SecureTransport': 'true',
});
