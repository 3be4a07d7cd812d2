import type { Construct } from 'constructs';
import { finding } from '../validation/errors';
import { warn } from '../validation/warnings';
import type { Asking } from './asking';
import type { GuardedBucket } from './bucket';
import { type Answer, answers } from './needs';
import type { Situation } from './situation';

/** A request as it is without TLS. */
const PLAIN = { 'aws:SecureTransport': 'false', 's3:TlsVersion': null };

/**
 * The user's own bucket, if TLS makes no difference to the answer to a call of the product. Asked of all policies: whichever of them refuses plain
 * http, and in which words, is enough.
 */
export function warnAboutPlainHttp(scope: Construct, { needs }: Asking, situation: () => Situation, { bucket, made }: GuardedBucket): void {
  if (made || !bucket.node.defaultChild) {
    return; // promised, or not known
  }
  const onObjects = needs.filter(({ arns }) => arns.some((arn) => arn.startsWith(`${bucket.bucketArn}/`)));
  const withTls = answers(situation(), onObjects);
  const without = answers({ ...situation(), decisions: new Map(), facts: { ...situation().facts, ...PLAIN } }, onObjects);
  const isOpen = ({ decision }: Answer, index: number) =>
    decision.effect !== 'denied' && JSON.stringify(decision) === JSON.stringify(withTls[index].decision);
  if (without.some(isOpen)) {
    const todo = 'Set enforceSSL: true on the bucket: over plain http, everybody on the way can read the data.';
    const text = finding(`bucket '${bucket.node.path}'`, "the product's calls accepted over plain http", 'TLS only', todo);
    warn(scope, 'cdk-vendor-access:core.plainHttp', text);
  }
}
