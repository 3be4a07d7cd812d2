import type { LocalAws, Outcome } from '../local-aws/local-aws';

/** The command of docs/templates.md. */
export function deployTemplate(
  aws: LocalAws,
  name: string,
  file: string,
  values: Readonly<Record<string, string>>,
  capability: string,
): Promise<Outcome> {
  const given = Object.entries(values).map(([key, value]) => `${key}=${value}`);
  const parameters = given.length > 0 ? ['--parameter-overrides', ...given] : [];
  const what = ['--stack-name', name, '--template-file', file, '--capabilities', capability, ...parameters];
  return aws.aws(['cloudformation', 'deploy', '--no-fail-on-empty-changeset', ...what]);
}
