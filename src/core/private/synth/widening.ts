import type { Construct } from 'constructs';
import { token } from '../policy/text';
import { finding } from '../validation/errors';
import { warn } from '../validation/warnings';
import { answers, type Situation } from './needs';

/** What a construct promises that its principal cannot do on the bucket. */
export interface Limits {
  /** Only the keys below this path. */
  readonly prefix?: string;
  /** Actions on objects, or on the bucket, that are withheld. */
  readonly withheld?: readonly string[];
}

const ON_BUCKET = /^s3:(List|[A-Za-z]*(Bucket|Configuration))/;

/**
 * Another construct or grant of the library can give the same principal more permissions on the same bucket. Each keeps its own promise,
 * but together they break this one.
 */
export function warnAboutWidening(scope: Construct, situation: Situation, { prefix, withheld = [] }: Limits): void {
  const { asking } = situation;
  const { bucket, needs } = asking;
  if (!bucket || (prefix === undefined && withheld.length === 0)) {
    return;
  }
  const outside = { arns: [bucket.arnForObjects(token({ Key: 'outside' }))], why: `keys below '${prefix}/' only` };
  const objects = needs.filter(({ arns }) => arns.some((arn) => arn.startsWith(`${bucket.bucketArn}/`))).flatMap(({ actions }) => actions);
  const asked = [
    ...(prefix === undefined ? [] : [{ ...outside, actions: objects }]),
    ...withheld.map((action) => ({
      actions: [action],
      arns: [ON_BUCKET.test(action) ? bucket.bucketArn : bucket.arnForObjects('*')],
      why: `no ${action}`,
    })),
  ];
  const wider = answers(situation, asked).filter(({ decision }) => decision.effect === 'allowed');
  if (wider.length > 0) {
    const by = [...new Set(wider.flatMap(({ decision }) => decision.because.map(({ origin }) => `'${origin}'`)))].join(', ');
    const got = `${[...new Set(wider.map(({ action }) => action))].join(', ')} allowed beyond that by policy ${by}`;
    const allowed = `what '${scope.node.path}' allows: ${[...new Set(wider.map(({ why }) => why))].join(', ')}`;
    const todo = 'Use a separate principal for the other construct, or acknowledge.';
    warn(scope, 'cdk-vendor-access:core.limitWidened', finding(`bucket '${bucket.node.path}'`, got, allowed, todo));
  }
}
