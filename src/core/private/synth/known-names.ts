import { CfnResource, type Stack } from 'aws-cdk-lib';
import { GENERATED, IDS, NAMES } from '../model/names';
import { drawn } from '../policy/drawn';
import type { Json } from '../policy/request';
import { idOf, isId, isToken, isWord, keyOf, pieceOf, plain, symbols, textOf } from '../policy/text';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { elsewhere } from './handed-over';
import { mappedValues } from './mappings';
import { arnsOf } from './marks';
import { SECRET } from './meanings';
import { oncePerStack } from './once';
import { isShared, pseudo } from './pseudo';
import { Targets } from './targets';
import { arnOf } from './written-arn';

/**
 * What is known about the intrinsics in the policies of a stack (its partition, account and region, and names), so that a literal name or
 * ARN can be compared with a resource of the app. A generated name looks like CloudFormation's, which no policy can contain as a literal.
 */
export const knownIn = oncePerStack((app, stack) => {
  const known = new Map<Json, Json>();
  return (intrinsic: Json): Json => {
    const key = keyOf(intrinsic);
    if (!known.has(key)) {
      known.set(key, ofResource(app, stack, intrinsic) ?? writtenFor(app, stack, intrinsic));
    }
    return known.get(key);
  };
});

function ofResource(app: FinalApp, stack: Stack, intrinsic: Json): Json {
  const target = Targets.of(app).find(stack, intrinsic);
  const final = CfnResource.isCfnResource(target?.element) ? app.find(target.element) : undefined;
  if (final && target?.attribute === RANGE && OF_RANGE.includes(final.Type)) {
    const range = givenName(app, final, RANGE); // undefined if a pool gives it
    return typeof range === 'string' ? range : undefined;
  }
  const [at, arn] = arnsOf(final?.Type ?? '') ?? [];
  const property = final?.Type === SECRET ? 'Name' : NAMES[final?.Type ?? '']?.[0];
  if (!final || property === undefined || arn === undefined) {
    return undefined;
  }
  const { attribute = '' } = target ?? {};
  if (attribute === IDS[final.Type]?.[0]) {
    return idIn(final);
  }
  const name = () => (property ? nameOf(app, final, property) : idIn(final));
  return at?.test(attribute) ? arnOf(final, arn, name(), writing(final)) : attribute === 'Ref' ? name() : undefined;
}

/** An attribute that says what the property of that name says. */
const RANGE = 'CidrBlock';
const OF_RANGE = ['AWS::EC2::Subnet', 'AWS::EC2::VPC'];

/** The id of a resource that the app makes. */
export const idIn = ({ construct, Type }: FinalResource): string => `${IDS[Type]?.[1]}${idOf(construct.node.path)}`;

/** What is known of an intrinsic that means no resource: a pseudo parameter, what another template passes, what a mapping says. */
const writtenFor = (app: FinalApp, stack: Stack, intrinsic: Json): Json =>
  pseudo(stack, intrinsic) ?? passedOn(app, stack, intrinsic) ?? mapped(app, stack, intrinsic) ?? piece(app, stack, intrinsic);

/** What another template writes, if it means the same in this one. A list, which is passed as one text, is none. */
function passedOn(app: FinalApp, stack: Stack, intrinsic: Json): Json {
  const from = elsewhere(app, stack, intrinsic);
  const text = from && textOf(plain(from.value, knownIn(app, from.stack)));
  const isOwn = (one: string) => isToken(one) && !isShared(one) && !isId(one);
  return text === undefined || text.includes(',') || symbols(text).some(isOwn) ? undefined : text;
}

function mapped(app: FinalApp, stack: Stack, intrinsic: Json): Json {
  const values = mappedIn(app, stack, intrinsic);
  return values?.length === 1 ? values[0] : undefined;
}

/** The values that `Fn::FindInMap` may give, with what is known of its keys. */
const mappedIn = (app: FinalApp, stack: Stack, intrinsic: Json): unknown[] | undefined =>
  mappedValues(app, stack, intrinsic, (key) => textOf(plain(key, knownIn(app, stack))));

/** A part of a name or ARN. An id and what a stack does not know about itself holds no separator of these, and no name a colon. */
const piece = (app: FinalApp, stack: Stack, intrinsic: Json): Json =>
  pieceOf(
    intrinsic,
    (value) => textOf(plain(value, knownIn(app, stack))),
    (symbol, separator, whole) =>
      (separator === ':' && ofResource(app, stack, whole) !== undefined) || (isWord(symbol) && /[:/]/.test(separator)),
  );

/** All values that an intrinsic may have, as far as the templates say. */
export function valuesOf(app: FinalApp, stack: Stack, intrinsic: Json): readonly unknown[] | undefined {
  const one = passedOn(app, stack, intrinsic);
  return one === undefined ? mappedIn(app, stack, intrinsic) : [one];
}

/** The name of a resource as text, with what its stack knows about itself; otherwise as written. */
export function givenName(app: FinalApp, { construct, Properties }: FinalResource, property: string): unknown {
  const name: unknown = Properties[property];
  const text = plain(name, (one) => writtenFor(app, construct.stack, one));
  return typeof text === 'string' && !symbols(text).some(isToken) ? text : name;
}

/** Of a secret, with the six characters that end its ARN. What CloudFormation generates for one does not begin with the stack. */
function nameOf(app: FinalApp, { construct, logicalId, Properties, Type }: FinalResource, property: string): string {
  const given = plain(Properties[property], (one) => writtenFor(app, construct.stack, one));
  const within = Type === SECRET ? '' : `${stackNameOf(app, construct.stack)}-`;
  const name = given === undefined ? `${within}${logicalId}${GENERATED}` : textOf(given);
  return Type === SECRET ? `${name}-${drawn(6, construct.node.path)}` : Type === 'AWS::S3::Bucket' ? name.toLowerCase() : name;
}

/** Of a nested stack, CDK knows only a token: CloudFormation generates the name like any other. */
function stackNameOf(app: FinalApp, { nestedStackResource, stackName }: Stack): string {
  const nested = app.find(nestedStackResource);
  return nested ? `${stackNameOf(app, nested.construct.stack)}-${nested.logicalId}${GENERATED}` : stackName;
}

/** With what its stack knows about itself. */
const writing =
  ({ construct: { stack } }: FinalResource) =>
  (value: unknown): string =>
    textOf(plain(value, (one) => pseudo(stack, one)));
