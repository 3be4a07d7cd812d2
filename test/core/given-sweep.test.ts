import type { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { newStack } from '../util';
import type { Callable, Param } from './declarations';
import {
  argumentsOf,
  callables,
  classOf,
  given,
  HOSTILE,
  id,
  instanceOf,
  nameOf,
  paramsOf,
  pretender,
  sampleOf,
  structs,
  USES,
} from './givens';
import { wordlessIn } from './messages';

// Plain JavaScript can give anything: every prop, option and argument gets each of these values. No call may end in a TypeError or another error
// that is not the library's, or say of a value what nobody recognizes.

const started = Date.now();

function call(callable: Callable, args: unknown[], stack: Stack): void {
  const { isStatic, name, owner, returns } = callable;
  if (name === 'constructor') {
    new (classOf(owner))(stack, id(), ...args);
    return;
  }
  const on = isStatic ? classOf(owner) : instanceOf(owner, stack);
  const made = on[name](...args);
  USES[returns]?.(stack, made as never, id());
}

/** Where a value can be put: an argument, a member of one, an element of a list. */
type Path = readonly Param[];

function pathsTo(param: Param): Path[] {
  const element = /^(.+)\[\]$/.exec(param.type)?.[1];
  const map = /^\{ \[key: string\]: (\w+) \}$/.exec(param.type)?.[1];
  const inner =
    element || map ? [{ name: map ? 'key' : '0', type: element ?? map ?? '', optional: false, doc: '' }] : (structs.get(param.type) ?? []);
  return [[param], ...inner.flatMap(pathsTo).map((path) => [param, ...path])];
}

function put([param, ...rest]: Path, value: unknown, around: unknown, stack: Stack): unknown {
  if (rest.length === 0) {
    return value;
  }
  const whole = around ?? (param.type.endsWith('[]') ? [] : sampleOf(structs.get(param.type) ?? [], stack));
  const { name } = rest[0];
  const inner = put(rest, value, (whole as Record<string, unknown>)[name], stack);
  return Array.isArray(whole) ? [inner] : { ...(whole as object), [name]: inner };
}

/** Whether a value may be right there, as far as its type shows it. */
function mayBeRight({ optional, type }: Param, value: unknown): boolean {
  const members = structs.get(type) ?? (/^\w+\.\w+Options$/.test(type) ? [] : undefined); // those of the CDK are its own to check
  const isObject = typeof value === 'object' && value !== null && !Construct.isConstruct(value);
  return (
    typeof value === type ||
    (value === undefined && optional) ||
    (Array.isArray(value) && value.length === 0 && type.endsWith('[]')) ||
    (members !== undefined && isObject && !Array.isArray(value) && members.every((member) => member.optional))
  );
}

/** What is wrong with how a call ended. */
function complaint(path: Path, value: unknown, shown: string, error: Error | undefined): string | undefined {
  if (!error) {
    return mayBeRight(path[path.length - 1], value) ? undefined : 'nothing refused';
  }
  const lines = error.message.split('\n').slice(1);
  const isOurs = error.constructor === Error && /^[A-Za-z].*:\n {2}1\. /.test(error.message);
  const inside = value === pretender ? Object.keys(pretender) : [];
  const names = [...path.map(({ name }) => (name === '0' ? '[0]: got' : name)), ...inside];
  const isNamed = lines.every((line) => names.some((name) => line.includes(name)) || line.includes('got nothing;'));
  const isShown = lines.some((line) =>
    [shown, 'nothing', ...(value === pretender ? ['null'] : []), shown.slice(1, -1), `{ key: ${shown} }`].some((text) =>
      line.includes(`got ${text};`),
    ),
  );
  const hasAllParts = wordlessIn(error.message).length === 0;
  return isOurs && isNamed && isShown && hasAllParts ? undefined : `${error.name}: ${error.message}`;
}

const CASES = callables.flatMap((callable) => paramsOf(callable).map((param, index) => [callable, index, pathsTo(param)] as const));

test.each(
  CASES.map(([callable, index, paths]) => [`${nameOf(callable)}(${paramsOf(callable)[index].name})`, callable, index, paths] as const),
)('%s takes nothing that it should not, whatever it is', (_, callable, index, paths) => {
  const complaints = paths.flatMap((path) => {
    const stack = newStack(); // what is refused leaves nothing in it
    return HOSTILE.flatMap(([hostile, shown]) => {
      const value = given(hostile, stack);
      const args = argumentsOf(callable, stack);
      args[index] = put(path, value, args[index], stack);
      let error: Error | undefined;
      try {
        call(callable, args, stack);
      } catch (thrown) {
        error = thrown as Error;
      }
      const wrong = complaint(path, value, shown, error);
      return wrong ? [`${path.map(({ name }) => name).join('.')} = ${shown}: ${wrong}`] : [];
    });
  });
  expect(complaints).toEqual([]);
});

test('every prop that could be known at deployment only says whether it can', () => {
  const known = ['string', 'number', 'Duration', 'string[]', '{ [key: string]: string }'];
  const members = new Set([...structs.values()].flat());
  const given = CASES.flatMap(([, , paths]) => paths.map((path) => path[path.length - 1])).filter((param) => members.has(param));
  const silent = given.filter(({ doc, type }) => known.includes(type) && !/\btoken\b/.test(doc)).map(({ name }) => name);
  expect(silent).toEqual([]);
});

test('every construct, factory and method is there, and whatever a factory makes is used', () => {
  const values = callables.filter(({ isStatic }) => isStatic).map(({ returns }) => returns);
  expect(values.filter((type) => !USES[type] && !type.endsWith('BucketGrants'))).toEqual([]);
  const names = callables.map(nameOf);
  expect(names).toEqual(expect.arrayContaining(['LogzioArchiveBucket', 'VendorAccess.vendorRole', 'CloudBerryBackupUser.addBucket']));
  expect(names.length).toBeGreaterThan(25);
});

afterAll(() => {
  const paths = CASES.flatMap(([, , all]) => all).length;
  console.info(
    `${CASES.length} arguments, ${paths} places, ${paths * HOSTILE.length} calls in ${Math.round((Date.now() - started) / 1000)} s`,
  );
});
