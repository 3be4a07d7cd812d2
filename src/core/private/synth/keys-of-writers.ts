import type { Stack } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { isNothing } from '../policy/document';
import { hasToken } from '../policy/text';
import { pathOf } from '../validation/shown-value';
import { isUnresolved } from '../validation/tokens-in-text';
import { warn } from '../validation/warnings';
import { documentOf } from './applying-policies';
import type { Asking } from './asking';
import type { FinalApp } from './final-app';
import { keyNamed } from './final-key';
import type { FinalResource } from './final-resource';
import { resourceGiven } from './given-resource';
import { type InAccounts, WRITERS, type Writing } from './log-writers';
import { answers } from './needs';
import { meantBy } from './resource-names';
import type { Situation } from './situation';
import { textIn } from './text-in';

const DECRYPT = 'kms:Decrypt';
const TODO =
  'Encrypt the bucket with this key too (encryptionKey), or allow the principal to decrypt with a policy of your own (if core.principalExtended names that, acknowledge it).';

/** Warns about logs that a service of the app encrypts with a key that the principal, who reads them, cannot use. */
export function warnAboutKeysOfWriters(
  app: FinalApp,
  scope: Construct,
  asking: Asking,
  situation: () => Situation,
  prefix: string | undefined,
): void {
  const final = asking.readsOthers ? resourceGiven(app, asking.bucket) : undefined;
  for (const by of final ? Object.keys(WRITERS).flatMap((type) => app.ofType(type)) : []) {
    const { stack } = by.construct;
    const isHere = ({ bucket }: Writing) => meantBy(app, stack, bucket, 'BucketName').includes(final as FinalResource);
    const all = WRITERS[by.Type](by.Properties).filter((one) => `${one.on}` !== 'false' && isHere(one) && isRead(app, stack, one, prefix));
    for (const { key: given, on = true } of all) {
      const key = keyNamed(app, stack, given);
      if (key && !mayDecrypt(app, asking, situation(), key)) {
        const how = `${by.Type} '${pathOf(by.construct)}' encrypts what it writes with key '${pathOf(key.construct)}'`;
        const id = `cdk-vendor-access:core.${by.Condition === undefined && `${on}` === 'true' ? 'denied' : 'mayBeDenied'}`;
        warn(scope, id, `${how}, on which nothing allows ${DECRYPT}: the product cannot read these objects. ${TODO}`);
      }
    }
  }
}

/** Whether the product reads what the service writes. */
function isRead(app: FinalApp, stack: Stack, { below, dated, inAccounts }: Writing, prefix = ''): boolean {
  const text = textIn(app, stack)({ 'Fn::Join': ['', below.filter((one) => !isNothing(one))] });
  const [fixed, ...later] = text.split('!{'); // where a delivery stream writes the date, or what it finds in the data
  const start = dated && later.length === 0 ? `${fixed}20` : fixed;
  const own = prefix === '' ? '' : `${prefix}/`;
  const isInside = inAccounts && !hasToken(start) && own.startsWith(start);
  return !isUnresolved(prefix) && (start.startsWith(own) || (isInside === true && writes(stack, inAccounts, own.slice(start.length))));
}

/** Whether a service writes to a folder below those of the accounts. */
function writes(stack: Stack, { everyRegion, organization, services }: InAccounts, folder: string): boolean {
  const [first, ...inFirst] = folder.split('/');
  const [account = '', service = '', region = ''] = organization ? inFirst : [first, ...inFirst];
  const isOwn = (said: string, own: string) => said === '' || said === own || isUnresolved(own);
  return (
    (!organization || /^(o-.*)?$/.test(first)) &&
    (organization || isOwn(account, stack.account)) &&
    (service === '' || services.includes(service)) &&
    (everyRegion || isOwn(region, stack.region))
  );
}

/** By the policies of the principal and of the key, as for the key of the bucket. */
function mayDecrypt(app: FinalApp, asking: Asking, situation: Situation, key: FinalResource): boolean {
  const { construct } = key;
  const keyArn = construct.getAtt('Arn').toString();
  const bucket = { env: asking.bucket?.env, encryptionKey: { keyArn } } as unknown as s3.IBucket;
  const keys = new Map([[keyArn, [documentOf(app, key, 'KeyPolicy')]]]);
  const need = { actions: [DECRYPT], arns: [keyArn], why: 'reads what others encrypt' };
  const asked = answers({ ...situation, asking: { ...asking, bucket }, keys, decisions: new Map() }, [need]);
  return asked.every(({ decision }) => decision.effect !== 'denied');
}
