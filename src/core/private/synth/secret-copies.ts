import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Json } from '../policy/request';
import { intrinsicOf, plain, texts } from '../policy/text';
import { pathOf } from '../validation/shown-value';
import { warn } from '../validation/warnings';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { Mentions } from './mentions';
import { Targets } from './targets';

const DYNAMIC_REFERENCE = '{{resolve:secretsmanager:';
const IN_TEXT = /\{\{resolve:secretsmanager:(.*?)(?::Secret(?:String|Binary)\b[^}]*)?\}\}/gs;

/** Warns if CloudFormation copies the access key out of its secret into a resource of the app: whoever reads that resource may read the key. */
export function warnAboutSecretCopies(app: FinalApp, scope: Construct, secret: ISecret | undefined): void {
  const final = app.find(secret);
  if (!final?.construct.node.scopes.includes(scope)) {
    return;
  }
  const places = Mentions.of(app).containing(DYNAMIC_REFERENCE);
  const copies = places.filter(({ at, by }) => textsIn(by.Properties[at.split('.')[0]]).some((text) => isCopied(app, by, text, final)));
  const copied = [...new Set(copies.map(({ at, by }) => `${by.Type} '${pathOf(by.construct)}', ${at.split('.')[0]}`))];
  if (copied.length > 0) {
    const text =
      `CloudFormation copies the access key from its secret into ${copied.join('; ')}: the key is only as safe as that resource, and after a rotation the ` +
      'copy is stale until the next change. Pass the name of the secret, and let the application read it (grantRead of the secret).';
    warn(scope, 'cdk-vendor-access:core.secretCopied', text);
  }
}

/** The texts anywhere in a value, each joined to a whole. */
function textsIn(value: Json): string[] {
  const isText = typeof value !== 'object' || value === null || 'Fn::Join' in value || 'Fn::Sub' in value;
  return isText ? texts(plain(value)) : Object.values(value as object).flatMap(textsIn);
}

function isCopied(app: FinalApp, by: FinalResource, text: string, secret: FinalResource): boolean {
  const { Name } = secret.Properties;
  return [...text.matchAll(IN_TEXT)].some(([, id]) => {
    const intrinsic = intrinsicOf(id);
    return intrinsic ? Targets.of(app).find(by.construct.stack, intrinsic as object)?.element === secret.construct : isNamed(id, Name);
  });
}

/** By its name, or an ARN with it, which can end in the random suffix of Secrets Manager. */
function isNamed(id: string, name: unknown): boolean {
  const [, inArn] = /:secret:(.*)$/s.exec(id) ?? [];
  return typeof name === 'string' && [id, inArn, inArn?.replace(/-\w{6}$/, '')].includes(name);
}
