import type { CfnElement, CfnOutput } from 'aws-cdk-lib';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Json } from '../policy/request';
import { intrinsicOf, plain, texts } from '../policy/text';
import { pathOf } from '../validation/shown-value';
import { warn } from '../validation/warnings';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { type Mention, Mentions } from './mentions';
import { oncePerApp } from './once';
import { rewritten } from './readable';
import { meantBy } from './resource-names';
import { outputsOf } from './stack-outputs';
import { Targets } from './targets';
import { textIn } from './text-in';
import { visitRendered } from './visit-rendered';

/** The attribute of an access key that is the secret. */
const KEY = 'SecretAccessKey';
const IN_TEXT = /\{\{resolve:secretsmanager:(.*?)(?::Secret(?:String|Binary)\b[^}]*)?\}\}/gs;

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
    ...outputsOfKeys(app).flatMap(([output, of]) => (of === construct ? [`output '${pathOf(output)}'`] : [])),
  ]);
}

/** The outputs that show a key, but for the exports of CDK: the resources that use them are mentioned. */
const outputsOfKeys = oncePerApp((app): [CfnOutput, CfnElement][] =>
  app.stacks.flatMap(outputsOf).flatMap((output) => {
    const found: [CfnOutput, CfnElement][] = [];
    visitRendered(output.node.scope?.node.id === 'Exports' ? undefined : app.render(output, output.value), (value, _, intrinsic) => {
      const target = intrinsic && Targets.of(app).find(output.stack, value as object);
      if (target && target.attribute === KEY) {
        found.push([output, target.element]);
      }
    });
    return found;
  }),
);

/** The texts anywhere in a value, each joined to a whole. */
function textsIn(value: Json): string[] {
  const isText = typeof value !== 'object' || value === null || 'Fn::Join' in value || 'Fn::Sub' in value;
  return isText ? texts(plain(value)) : Object.values(value as object).flatMap(textsIn);
}

function isCopied(app: FinalApp, { construct: { stack } }: FinalResource, text: string, secret: FinalResource): boolean {
  const ids = [...text.matchAll(IN_TEXT)].map(([, id]) => intrinsicOf(id) ?? rewritten(id, textIn(app, stack)));
  return ids.some((id) => meantBy(app, stack, id, 'SecretId').includes(secret));
}
