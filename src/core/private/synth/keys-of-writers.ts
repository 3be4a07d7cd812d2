import { type Stack, Token } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { isNothing } from '../policy/document';
import { hasToken } from '../policy/text';
import { pathOf } from '../validation/shown-value';
import { warn } from '../validation/warnings';
import { documentOf } from './applying-policies';
import type { Asking } from './asking';
import type { FinalApp } from './final-app';
import { keyNamed } from './final-key';
import type { FinalResource } from './final-resource';
import { WRITERS, type Writing } from './log-writers';
import { answers } from './needs';
import { meantBy } from './resource-names';
import type { Situation } from './situation';
import { textIn } from './text-in';

const DECRYPT = 'kms:Decrypt';
const TODO = 'Encrypt the bucket with this key too (encryptionKey), or allow the principal to decrypt with a policy of your own.';

/** Warns about logs that a service of the app encrypts with a key that the principal, who reads them, cannot use. */
export function warnAboutKeysOfWriters(
  app: FinalApp,
  scope: Construct,
  asking: Asking,
  situation: () => Situation,
  prefix: string | undefined,
): void {
  const final = asking.readsOthers ? app.find(asking.bucket) : undefined;
  for (const by of final ? Object.keys(WRITERS).flatMap((type) => app.ofType(type)) : []) {
    const { stack } = by.construct;
    const writing = WRITERS[by.Type](by.Properties);
    const isHere = meantBy(app, stack, writing.bucket, 'BucketName').includes(final as FinalResource);
    const key = isHere && isRead(app, stack, writing, prefix) ? keyNamed(app, stack, writing.key) : undefined;
    if (key && !mayDecrypt(app, asking, situation(), key)) {
      const how = `${by.Type} '${pathOf(by.construct)}' encrypts what it writes with key '${pathOf(key.construct)}'`;
      const id = `cdk-vendor-access:core.${by.Condition === undefined ? 'denied' : 'mayBeDenied'}`;
      warn(scope, id, `${how}, on which nothing allows ${DECRYPT}: the product cannot read these objects. ${TODO}`);
    }
  }
}

/** Whether the product certainly reads what the service writes. */
function isRead(app: FinalApp, stack: Stack, { below, folder }: Writing, prefix = ''): boolean {
  const start = textIn(app, stack)({ 'Fn::Join': ['', below.filter((one) => !isNothing(one))] });
  const own = prefix === '' ? '' : `${prefix}/`;
  const inside =
    folder && own.startsWith(start)
      ? own
          .slice(start.length)
          .replace(/^o-[^/]*\//, '')
          .split('/')
      : [];
  const [, service = folder] = inside;
  const isInFolder = inside.length > 0 && service !== undefined && (service === '' || service.startsWith(`${folder}`));
  return !Token.isUnresolved(prefix) && !hasToken(start) && (start.startsWith(own) || isInFolder);
}

/** By the policies of the principal and of the key, as for the key of the bucket. */
function mayDecrypt(app: FinalApp, asking: Asking, situation: Situation, key: FinalResource): boolean {
  const { construct } = key;
  const keyArn = construct.getAtt('Arn').toString();
  const bucket = { env: asking.bucket?.env, encryptionKey: { keyArn } } as unknown as s3.IBucket;
  const keys = new Map([[keyArn, documentOf(app, key, 'KeyPolicy')]]);
  const need = { actions: [DECRYPT], arns: [keyArn], why: 'reads what others encrypt' };
  const asked = answers({ ...situation, asking: { ...asking, bucket }, keys, decisions: new Map() }, [need]);
  return asked.every(({ decision }) => decision.effect !== 'denied');
}
