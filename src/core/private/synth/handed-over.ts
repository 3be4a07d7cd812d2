import type { CfnElement, Stack } from 'aws-cdk-lib';
import type { Json } from '../policy/request';
import { hasToken, plain, READ, readsIn, textOf } from '../policy/text';
import { isNameOfValue } from '../validation/resolved-later';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { groupedBy } from './grouped-by';
import { oncePerApp, oncePerStack } from './once';
import { pseudo } from './pseudo';
import { type Elsewhere, inTemplate, isPerhapsThere, passedTo } from './stack-outputs';
import { parametersIn } from './template-parameters';
import { visitRendered } from './visit-rendered';

const PARAMETER = 'AWS::SSM::Parameter';

/**
 * What an intrinsic in the template of a stack stands for, if it is written elsewhere: what another template passes, puts out or exports, or what a
 * parameter of Systems Manager hands over that the app creates.
 */
export const elsewhere = (app: FinalApp, stack: Stack, intrinsic: unknown): Elsewhere | undefined =>
  handedOver(app, stack, intrinsic) ?? inTemplate(app, stack, intrinsic);

/**
 * The value of a parameter of Systems Manager that an intrinsic reads: a parameter of the template, a dynamic reference, or an attribute
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-ssm.html, read 2026-12-01).
 */
export function handedOver(app: FinalApp, stack: Stack, intrinsic: unknown): Elsewhere | undefined {
  const found = parameterRead(app, stack, intrinsic);
  return found && !isEndless(app, found) ? given(found) : undefined;
}

/** The value of such a parameter, by its attribute. */
export function heldBy(app: FinalApp, element: CfnElement, attribute: string): Elsewhere | undefined {
  const found = attribute === 'Value' ? app.find(element) : undefined;
  return found?.Type === PARAMETER && !isEndless(app, found) ? given(found) : undefined;
}

const given = ({ construct, Properties }: FinalResource): Elsewhere => ({ stack: construct.stack, value: Properties.Value });

// Its value may lead back to it, as a parameter may keep what it has, or have more parts than a parameter has characters
// (https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html, read 2026-12-01).
const isEndless = (app: FinalApp, one: FinalResource): boolean => partsOf(app, given(one)) > 8192;

const followed = oncePerStack(() => new Map<unknown, number>());

/** How many values without a further read a value consists of. */
function partsOf(app: FinalApp, { stack, value }: Elsewhere): number {
  const known = followed(app, stack);
  if (!known.has(value)) {
    known.set(value, Number.POSITIVE_INFINITY); // until all is followed: only what leads back asks before
    let parts = 0;
    visitRendered(value, (inner, _, key) => {
      for (const read of key === undefined ? readsOf(app, stack, inner as Json) : [inner]) {
        const parameter = parameterRead(app, stack, read);
        const from = parameter ? given(parameter) : inTemplate(app, stack, read);
        parts += from ? partsOf(app, from) : 0;
      }
    });
    known.set(value, Math.max(parts, 1));
  }
  return known.get(value) as number;
}

function parameterRead(app: FinalApp, stack: Stack, intrinsic: unknown): FinalResource | undefined {
  if (app.ofType(PARAMETER).length === 0) {
    return undefined; // the usual case
  }
  const { 'Fn::GetAtt': attribute, [READ]: read, Ref } = Object(intrinsic) as Record<string, unknown>;
  const [id, kind] = [attribute ?? []].flat().join('.').split('.');
  const found = kind === 'Value' ? app.byId(stack, id) : named(app, stack, read ?? nameGiven(app, stack, Ref));
  return found?.Type === PARAMETER ? found : undefined;
}

/** What a text reads by dynamic references, as intrinsics. */
export const readsOf = (app: FinalApp, stack: Stack, text: Json): object[] =>
  typeof text === 'string' ? readsIn(text) : readsIn(nameIn(app, stack, text));

/** The name that a parameter of a template stands for: as the parent passes it, or by default. */
function nameGiven(app: FinalApp, stack: Stack, id: unknown): unknown {
  const parameter = id === undefined || String(id).startsWith('AWS::') ? undefined : parametersIn(app, stack).get(id);
  const passed = passedTo(app, stack, String(id));
  return isNameOfValue(parameter) ? (passed ? nameIn(app, passed.stack, passed.value) : parameter?.default) : undefined;
}

/** By its name or ARN. A name with a token means something in its stack only. */
function named(app: FinalApp, stack: Stack, name: unknown): FinalResource | undefined {
  if (name === undefined) {
    return undefined;
  }
  const [, region = stack.region, account = stack.account, ofArn] =
    /^arn:[^:]*:ssm:([^:]*):([^:]*):parameter(\/.*)$/.exec(String(name)) ?? [];
  const there = { account, region };
  const isMeant = ({ construct }: FinalResource) =>
    hasToken(String(name)) ? construct.stack === stack : isPerhapsThere(construct.stack, there);
  const all = byName(app).get(keyOf(ofArn ?? String(name))) ?? [];
  return all.find(isMeant);
}

const byName = oncePerApp((app) => groupedBy(app.ofType(PARAMETER).map((one) => [keyOf(nameOf(app, one)), one])));

/** Its ARN has a slash before the name, whether the name begins with one or not. */
const keyOf = (name: string): string => name.replace(/^\//, '');

const nameOf = (app: FinalApp, { construct, Properties }: FinalResource): string =>
  Properties.Name === undefined ? `parameter ${construct.node.path}` : nameIn(app, construct.stack, Properties.Name);

/** A text, with what a stack knows about itself, and the names of parameters in it. */
function nameIn(app: FinalApp, stack: Stack, text: unknown): string {
  const known = (one: Json): Json => {
    const own = app.byId(stack, String(Object(one).Ref));
    const from = own ? undefined : inTemplate(app, stack, one);
    return pseudo(stack, one) ?? (own?.Type === PARAMETER ? nameOf(app, own) : from && nameIn(app, from.stack, from.value));
  };
  return textOf(plain(text as Json, known));
}
