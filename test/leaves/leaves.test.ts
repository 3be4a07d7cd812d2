import { WATCHED } from '../../src/core/private/operate/watched-rules';
import { PROMISE_RULES } from '../../src/core/private/synth/promise-rules';
import { NETWORK } from '../../src/veeam/archiver/network-rules';
import { allLeaves, type Leaf, made, ownResources } from './leaves';
import { expected, type Told, validated, wrong } from './verdict';
import { CHANGES, WAYS } from './ways';

// A share of what `npm run leaves` tries, each time another one with another LEAVES_SEED.

const SEED = Number(process.env.LEAVES_SEED ?? 7);
const SHARE = 12;
const LEAVES = allLeaves();
const BEFORE = new Map<string, Told>();

const before = (of: string): Told => {
  const { app, stack } = made(of);
  const told = BEFORE.get(of) ?? validated(app, stack);
  BEFORE.set(of, told);
  return told;
};

/** Park and Miller's minimal standard generator. */
const next = (seed: number): number => (seed * 48_271) % 2_147_483_647;
const chosen = Array.from({ length: SHARE }, (_, index) => index)
  .reduce<number[]>((all) => [...all, next(all[all.length - 1] ?? SEED)], [])
  .map((number) => LEAVES[number % LEAVES.length]);

const nameOf = ({ of, path, type }: Leaf) => `${type} ${path.join('.')} (${of})`;

test.each(chosen.map((leaf) => [nameOf(leaf), leaf] as const))(`seed ${SEED}: %s`, (_, leaf) => {
  const found = Object.keys(WAYS).flatMap((way) =>
    Object.entries(CHANGES).map(([name, change]) => [name, way, wrong(leaf, way, change, before(leaf.of))]),
  );
  expect(found.filter(([, , problem]) => problem)).toEqual([]);
});

test('nothing that is promised of access, lock, encryption or membership may change without a word', () => {
  const GUARDED =
    /Policy(Document)?\.|PolicyDocument|PermissionsBoundary|AssumeRole|ObjectLock|Encryption|Kms|PublicAccess|Ownership|AccessControl|Groups|Users|Roles|Status|UserName|Secret|Ingress\.\d+\.(?!Desc)|DeletionPolicy/;
  const silent = LEAVES.filter((leaf) => {
    const path = leaf.path.join('.');
    const isName = /\.Sid$|^(UserName|RoleName)$/.test(path) && !leaf.type.endsWith('AccessKey');
    const weaker = path.startsWith('/') ? 'Delete' : undefined;
    return (
      GUARDED.test(path) &&
      !isName &&
      leaf.value !== 'Delete' &&
      expected(leaf, { path, promised: leaf.value, final: weaker })?.verdict === 'silent'
    );
  });
  expect(silent.map(nameOf)).toEqual([]);
});

test('no whole resource is silent: every one that the library makes is promised', () => {
  const types = new Set<string>();
  for (const of of new Set(LEAVES.map((leaf) => leaf.of))) {
    const { stack } = made(of);
    for (const l1 of ownResources(stack)) {
      if (!types.has(l1.cfnResourceType)) {
        types.add(l1.cfnResourceType);
        const again = made(of);
        const lost = again.stack.node.findAll().find((one) => one.node.path === l1.node.path);
        lost?.node.scope?.node.tryRemoveChild(lost.node.id);
        expect(validated(again.app, again.stack).errors.join()).toContain(`${l1.cfnResourceType} '`);
      }
    }
  }
  expect(types.size).toBeGreaterThan(10);
});

test('every entry of the table says why, and every warning has an id', () => {
  const rules = [...NETWORK.rules, ...WATCHED.rules, ...PROMISE_RULES];
  expect(rules.filter(({ id, verdict, why }) => why.length < 10 || (verdict === 'warning') !== (id !== undefined))).toEqual([]);
});
