import { templateFile } from '../../docs/launch/files';
import { made } from '../../docs/launch/launches';
import { withoutSlash } from '../../docs/launch/names';
import { capabilityOf } from '../../docs/launch/page';
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

/** A template of a vendor, by its name. */
export const deployLaunch = (aws: LocalAws, name: string, values: Readonly<Record<string, string>>): Promise<Outcome> =>
  deployTemplate(aws, withoutSlash(name), templateFile(name), values, capabilityOf(made(name).template));
