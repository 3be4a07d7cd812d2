import type { CfnElement, Stack } from 'aws-cdk-lib';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { partsOf } from '../policy/document';
import type { Json } from '../policy/request';
import { intrinsicOf, plain, texts } from '../policy/text';
import { pathOf } from '../validation/shown-value';
import { warn } from '../validation/warnings';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { groupedBy } from './grouped-by';
import { type Mention, Mentions } from './mentions';
import { oncePerApp } from './once';
import { rewritten } from './readable';
import { meantBy } from './resource-names';
import { outputsOf } from './stack-outputs';
import { allIn } from './targets-in';
import { textIn } from './text-in';

/** The attribute of an access key that is the secret. */
const KEY = 'SecretAccessKey';
const IN_TEXT = /\{\{resolve:secretsmanager:((?:\uE000[^\uE001]*\uE001|.)*?)(?::Secret(?:String|Binary)\b[^}]*)?\}\}/gs;

/** Warns if CloudFormation copies the access key into the app, from the secret or from the key itself: whoever reads that place may read the key. */
export function warnAboutSecretCopies(app: FinalApp, scope: Construct, secret: ISecret | undefined): void {
  const final = app.find(secret);
  if (!final?.construct.node.scopes.includes(scope)) {
    return;
  }
  const copied = [...new Set([...copiesOfSecret(app, final), ...copiesOfKeys(app, scope, final)])];
  if (copied.length > 0) {
    const text =
      `CloudFormation copies the access key into ${copied.join('; ')}: the key is only as safe as that place, and after a rotation the ` +
      'copy is stale until the next change. Pass the name of the secret, and let the application read it (grantRead of the secret).';
    warn(scope, 'cdk-vendor-access:core.secretCopied', text);
  }
}

const placeOf = ({ at, by }: Mention): string => `${by.Type} '${pathOf(by.construct)}', ${at.split('.')[0]}`;

/** By a dynamic reference. */
function copiesOfSecret(app: FinalApp, secret: FinalResource): string[] {
  return Mentions.of(app)
    .resolving.filter(({ at, by }) => textsIn(by.Properties[at.split('.')[0]]).some((text) => isCopied(app, by, text, secret)))
    .map(placeOf);
}

/** By `Fn::GetAtt`, which puts the key in plain text anywhere but in the secret. */
function copiesOfKeys(app: FinalApp, scope: Construct, secret: FinalResource): string[] {
  const keys = scope.node.children.flatMap((child) => app.find(child) ?? []).filter(({ Type }) => Type === 'AWS::IAM::AccessKey');
  return keys.flatMap(({ construct }) => [
    ...Mentions.of(app)
      .to(construct)
      .filter(({ attribute, by }) => attribute === KEY && by !== secret)
      .map(placeOf),
    ...(shownBy(app).get(construct) ?? []),
  ]);
}

/**
 * What shows a key to whoever may describe the stack: outputs, also the exports that CDK makes for another stack, and metadata, which software on an
 * instance reads (https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackResourceDetail.html, read 2026-12-01). In metadata,
 * CloudFormation fills in no dynamic reference to a secret (https://docs.aws.amazon.com/secretsmanager/latest/userguide/cfn-example_reference-secret.html).
 */
const shownBy = oncePerApp((app) => {
  const shown = (stack: Stack, value: unknown, place: string) =>
    allIn(app, stack, value).flatMap(({ attribute, element }): [CfnElement, string][] => (attribute === KEY ? [[element, place]] : []));
  const noted = app.resources.filter(({ Metadata }) => Metadata !== undefined);
  return groupedBy([
    ...app.stacks
      .flatMap((one) => outputsOf(app, one))
      .flatMap((one) => shown(one.stack, app.render(one, one.value), `output '${pathOf(one)}'`)),
    ...noted.flatMap(({ construct, Metadata, Type }) => shown(construct.stack, Metadata, `${Type} '${pathOf(construct)}', Metadata`)),
  ]);
});

/** The texts anywhere in a value, each joined to a whole. */
function textsIn(value: Json): string[] {
  const isText = typeof value !== 'object' || value === null || 'Fn::Join' in value || 'Fn::Sub' in value;
  return isText ? texts(plain(value)) : Object.values(value as object).flatMap(textsIn);
}

function isCopied(app: FinalApp, { construct: { stack } }: FinalResource, text: string, secret: FinalResource): boolean {
  const ids = [...text.matchAll(IN_TEXT)].flatMap(([, id]) => partsOf(intrinsicOf(id) ?? id));
  const written = ids.map(({ value }) => (typeof value === 'string' ? rewritten(value, textIn(app, stack)) : value));
  return written.some((id) => meantBy(app, stack, id, 'SecretId').includes(secret));
}
