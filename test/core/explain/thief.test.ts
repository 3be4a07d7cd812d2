import { App, Stack } from 'aws-cdk-lib';
import { ATTEMPTS } from '../../../src/core/private/explain/attempts';
import { explain } from '../../../src/core/private/explain/report';
import { found } from '../../found';
import { actionFacts, type Who, World } from '../../matrix';
import { ACCOUNT } from '../../util';
import { VENDORS } from '../../vendors';
import { ENV } from './apps';

const CASES = found<Record<string, (stack: Stack) => unknown>>('cases', 'CASES');
const SHOWN = Object.entries(VENDORS).flatMap(([name, { applies }]) =>
  Object.keys(applies).map((id) => [`${name} ${id}`, CASES[name][id]] as const),
);

test('every action that is tried exists', async () => {
  const facts = await Promise.all(
    ATTEMPTS.flatMap(({ actions }) => actions).map(async (action) => [action, (await actionFacts(action))?.name]),
  );
  expect(facts.filter(([action, name]) => action !== name)).toEqual([]);
});

/** A resource of each kind, as the second judge wants them. */
function resourcesOf(on: string, bucket: string): string | undefined {
  const places: Record<string, string> = {
    bucket,
    object: `${bucket}/any/key`,
    'other bucket': 'arn:aws:s3:::another-bucket',
    'other object': 'arn:aws:s3:::another-bucket/any/key',
    'other key': `arn:aws:kms:eu-west-1:${ACCOUNT}:key/another-key`,
    account: '*',
    'iam:user': `arn:aws:iam::${ACCOUNT}:user/any`,
    'iam:role': `arn:aws:iam::${ACCOUNT}:role/any`,
    'ec2:volume': `arn:aws:ec2:eu-west-1:${ACCOUNT}:volume/vol-1`,
  };
  return places[on];
}

const counts = { yes: 0, no: 0 };

test.each(SHOWN)('%s: what explain says of a thief, the second judge says too', async (_, make) => {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: ENV });
  make(stack);
  const assembly = app.synth();
  const world = World.fromTemplate(structuredClone(assembly.getStackByName('Stack').template), {
    ...ENV,
    partition: 'aws',
    stackName: 'Stack',
  });
  for (const { buckets, kind, name, thief } of explain(assembly.directory).accesses) {
    const [logicalId] = [...world.resources.keys()].filter((id) => pathOf(stack, id) === name);
    const made = buckets.map((one) => [...world.resources.keys()].find((id) => pathOf(stack, id) === one.name) ?? one.name);
    if (logicalId === undefined || made.length !== 1) {
      continue; // several buckets have a row each; the names of principals outside of the app are tried elsewhere
    }
    const who = world.principal(logicalId);
    const bucket = made[0].startsWith('arn:') ? made[0] : world.arn(made[0]);
    for (const { actions, does, on } of ATTEMPTS) {
      const { can } = thief.find((one) => one.does === does) ?? {};
      const resource = resourcesOf(on, bucket);
      if (resource && (can === 'yes' || can === 'no')) {
        expect([kind, name, does, (await anyAllowed(who, actions, resource)) ? 'yes' : 'no']).toEqual([kind, name, does, can]);
        counts[can]++;
      }
    }
  }
});

test('both answers occur often', () => {
  expect(counts.yes).toBeGreaterThan(200);
  expect(counts.no).toBeGreaterThan(700);
});

async function anyAllowed(who: Who, actions: readonly string[], resource: string): Promise<boolean> {
  const verdicts = await Promise.all(
    actions.map(async (action) => {
      const { resourceTypes } = (await actionFacts(action)) ?? { resourceTypes: [] };
      return who.can(action, resourceTypes.length === 0 ? '*' : resource);
    }),
  );
  return verdicts.includes('Allowed');
}

/** The construct of a logical id, as explain names it. */
function pathOf(stack: Stack, logicalId: string): string | undefined {
  const found = stack.node.findAll().find((one) => 'logicalId' in one && stack.resolve(one.logicalId) === logicalId);
  return found?.node.path.replace(/\/Resource$/, '');
}
