import type { Construct } from 'constructs';
import { finding } from '../validation/errors';
import { warn } from '../validation/warnings';
import type { Asking, Need } from './asking';
import type { GuardedBucket } from './bucket';
import { branchOf, type Choose, inEveryCase } from './every-case';
import type { FinalApp } from './final-app';
import { resourceGiven } from './given-resource';
import { answers } from './needs';
import type { Situation } from './situation';

/** A request as it is without TLS. */
const PLAIN = { 'aws:SecureTransport': 'false', 's3:TlsVersion': null };

/**
 * The user's own bucket, if TLS makes no difference to the answer to a call of the product. Asked of all policies: whichever of them refuses plain
 * http, and in which words, is enough.
 */
export function warnAboutPlainHttp(
  app: FinalApp,
  scope: Construct,
  { needs }: Asking,
  situation: () => Situation,
  { bucket, made }: GuardedBucket,
): void {
  if (made || !resourceGiven(app, bucket)) {
    return; // promised, or not known
  }
  const onObjects = needs.filter(({ arns }) => arns.some((arn) => arn.startsWith(`${bucket.bucketArn}/`)));
  const cases = inEveryCase((choose) => isOpen(decidedBy(choose, situation()), onObjects));
  if (cases?.includes(true) ?? true) {
    const todo = 'Set enforceSSL: true on the bucket. Over plain HTTP, anyone on the network path can read the data.';
    const text = finding(`bucket '${bucket.node.path}'`, "the product's calls accepted over plain HTTP", 'TLS only', todo);
    warn(scope, 'cdk-vendor-access:core.plainHttp', text);
  }
}

/** Whether TLS makes no difference to the answer to one of the calls. */
function isOpen(situation: Situation, needs: readonly Need[]): boolean {
  const withTls = answers(situation, needs);
  const without = answers({ ...situation, decisions: new Map(), facts: { ...situation.facts, ...PLAIN } }, needs);
  return without.some(
    ({ decision }, index) => decision.effect !== 'denied' && JSON.stringify(decision) === JSON.stringify(withTls[index].decision),
  );
}

/** With the policies of the bucket as one deployment has them. */
function decidedBy(choose: Choose, situation: Situation): Situation {
  const { bucket = [] } = situation.policies;
  const decided = bucket.map((one) => ({ ...one, document: branchOf(one.document, choose) }));
  const isSame = JSON.stringify(decided) === JSON.stringify(bucket);
  return isSame ? situation : { ...situation, policies: { ...situation.policies, bucket: decided }, decisions: new Map() };
}
