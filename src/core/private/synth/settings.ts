import { CfnParameter } from 'aws-cdk-lib';
import type { BucketProperties } from '../model/bucket-profile';
import { type Choose, inEveryCase } from './every-case';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { valuesOf } from './known-names';
import { once } from './once';
import { isSettled, settled } from './settled';
import { Targets } from './targets';

/** What looking for something in the settings of a resource gives. */
export interface Look {
  /** What is found, whatever the deployment decides. */
  readonly found?: string;
  /** What is found in some deployment. */
  readonly perhaps?: string;
  /** The settings by which the deployment decides whether it is found. */
  readonly open: readonly string[];
}

/** `choose` is for what lies outside the settings. */
type Find = (settings: BucketProperties, choose: Choose) => string | undefined;

/** The settings are not known, even with all choices made. */
const UNKNOWN = Symbol('unknown');

/** Looks in all that the deployment may make of the settings of a bucket or key. Only what is read counts. */
export function lookIn(app: FinalApp, final: FinalResource, find: Find): Look {
  const open = new Set<string>();
  const results = inEveryCase((choose) => findIn(app, final, find, choose, open)) ?? [UNKNOWN];
  const found = results.filter((one) => typeof one === 'string');
  const isDecided = found.length === results.length || results.every((one) => one === undefined);
  return { found: isDecided ? found[0] : undefined, perhaps: found[0], open: isDecided ? [] : [...open] };
}

/** Whether the deployment decides none of its settings: the usual case. */
const isKnownNow = once((_, { Properties }: FinalResource) => isSettled(Properties));

/** Notes each setting that is read and that the deployment decides. */
function findIn(app: FinalApp, final: FinalResource, find: Find, choose: Choose, open: Set<string>) {
  const { construct, Properties } = final;
  let isKnown = true;
  const asking =
    (name: string): Choose =>
    (question, options) => {
      open.add(name);
      return choose(question, options);
    };
  if (isKnownNow(app, final)) {
    return find(Properties, asking('PolicyDocument'));
  }
  const settle = (name: string): unknown =>
    isSettled(Properties[name])
      ? Properties[name]
      : settled(Properties[name], name, {
          choose: asking(name),
          unknown: () => {
            open.add(name);
            isKnown = false;
          },
          allowed: (intrinsic) => {
            const element = Targets.of(app).find(construct.stack, intrinsic)?.element;
            return element instanceof CfnParameter ? element.allowedValues : valuesOf(app, construct.stack, intrinsic);
          },
        });
  const found = find(new Proxy(Properties, { get: (_, name) => settle(String(name)) }), asking('PolicyDocument'));
  return isKnown ? found : UNKNOWN;
}
