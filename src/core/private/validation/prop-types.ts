import { Construct } from 'constructs';
import { problem, throwIfAnyInCall } from './errors';
import { checkAgain } from './resolved-later';

/** Where a value is given. */
export interface Place {
  /** The construct that receives it; a factory has none. */
  readonly scope?: Construct;
  /** The names of the props that contain it, joined by dots. */
  readonly path?: string;
  /** The region that it must be in, if not that of the stack. */
  readonly region?: string;
}

/** One type of value, with everything that is checked wherever such a value is given. */
export interface PropType<T> {
  /** Whether it is of this type at all: JavaScript does not check. */
  is(got: unknown): boolean;
  /** Everything that is wrong with it. */
  problems(what: string, got: unknown, place: Place): string[];
  /** For the compiler: keeps the type of any access apart from that of a user. */
  readonly _given?: T;
}

type Optional<T> = PropType<T> & { readonly required?: never };
type Required<T> = PropType<T> & { readonly required: true };

/** A type for each prop: a missing prop or a wrong type does not compile. */
export type PropTypes<P> = {
  readonly [K in keyof P]-?: undefined extends P[K] ? Optional<NonNullable<P[K]>> : Required<P[K]>;
};

/** A condition on several props together. */
export interface Rule<P> {
  readonly of: readonly (keyof P)[];
  problems(props: P, place: Place): string[];
}

/** Creates a rule about the props that it names. The rule is skipped if one of them is already wrong. */
export type RuleOf<P> = <K extends keyof P>(of: readonly K[], problems: (props: Pick<P, K>, place: Place) => string[]) => Rule<P>;

/** The props of a construct, the options of a factory or the arguments of a call. */
export interface Struct<P> {
  readonly types: PropTypes<P>;
  readonly rules: readonly Rule<P>[];
  /** The prop that sets the region for all others. */
  readonly region?: keyof P;
}

export function struct<P>(types: PropTypes<P>, rules: (rule: RuleOf<P>) => readonly Rule<P>[] = () => [], region?: keyof P): Struct<P> {
  return { types, rules: rules((of, problems) => ({ of, problems })), region };
}

export const required = <T>(type: PropType<T>): Required<T> => ({ ...type, required: true });

/** A type of one value. `is` looks at members: other languages and other copies of aws-cdk-lib have their own classes. */
export function propType<T>(
  is: (got: unknown) => boolean,
  allowed: string,
  todo: string,
  more: (what: string, got: T, place: Place) => string[] = () => [],
): PropType<T> {
  return { is, problems: (what, got, place) => (is(got) ? more(what, got as T, place) : [problem(what, got, allowed, todo)]) };
}

/** Lists everything that is wrong with the given props: each prop alone, then their combinations. */
export function propProblems<P>(props: P | undefined, of: Struct<P>, place: Place = {}, what = 'props'): string[] {
  const { region, rules, types } = of;
  const given = props === undefined ? ({} as P) : props;
  if (!isStruct(given)) {
    return [problem(what, props, 'an object', 'Give an object that contains the options.')];
  }
  const ofRegion = region === undefined ? [] : problemsOf(types, given, region, place);
  const isSet = region !== undefined && given[region] !== undefined && ofRegion.length === 0;
  const here = isSet ? { ...place, region: String(given[region]) } : place;
  const wrong = new Map<keyof P, string[]>();
  for (const name of namesOf(types)) {
    wrong.set(name, name === region ? ofRegion : problemsOf(types, given, name, here));
  }
  const right = rules.filter((rule) => rule.of.every((name) => !wrong.get(name)?.length));
  for (const rule of right) checkAgain(here, given, rule.of, (final) => rule.problems(final, here));
  return [...wrong.values(), ...right.map((rule) => rule.problems(given, here))].flat();
}

const problemsOf = <P>(types: PropTypes<P>, given: P, name: keyof P, place: Place): string[] =>
  isLeftOut(types[name], given[name]) ? [] : types[name].problems(String(name), given[name], place);

/** Whether each prop is of its type; its value may still be wrong. */
export function areTyped<P>(props: unknown, { types }: Struct<P>): props is P {
  return (
    isStruct(props) && namesOf(types).every((name) => isLeftOut(types[name], (props as P)[name]) || types[name].is((props as P)[name]))
  );
}

/** The options of a factory, which the construct that receives its result checks. */
export interface Recipe<P> {
  readonly options: P;
  problems(place: Place): string[];
}

/** The recipe of a factory without options. */
export const EMPTY_RECIPE: Recipe<object> = { options: {}, problems: () => [] };

/**
 * Keeps the options of a factory. An option of a wrong type is an error at once. A wrong value is reported by the construct, together with
 * its other problems and with its path.
 */
export function recipe<P>(call: string, options: P | undefined, of: Struct<P>, what = 'options'): Recipe<P> {
  if (!areTyped(options === undefined ? {} : options, of)) {
    throwIfAnyInCall(call, propProblems(options, of, {}, what));
  }
  const wanted = { ...options } as P; // a later change of the options does not change the recipe
  return { options: wanted, problems: (place) => propProblems(wanted, of, place) };
}

export const isStruct = (got: unknown): boolean =>
  typeof got === 'object' && got !== null && !Array.isArray(got) && !Construct.isConstruct(got);

const namesOf = <P>(types: PropTypes<P>) => Object.keys(types) as (keyof P)[];
const isLeftOut = (type: { readonly required?: boolean }, got: unknown): boolean => got === undefined && !type.required;
