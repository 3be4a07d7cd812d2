import type { Asked } from '../policy/request';
import { readable } from './readable';

/** A condition for messages; of a key that a call lacks, also why. */
export const conditionText = ({ given, key, operator, values }: Asked, action: string): string =>
  readable(`${operator} ${key} ${[values].flat().join(', ')}`) + (given === null && OF_BUCKET.test(`${action} ${key}`) ? WITHOUT_ABAC : '');

const OF_BUCKET = /^s3:\w+ (aws:ResourceTag|s3:BucketTag)\//i;
const WITHOUT_ABAC = ', which Amazon S3 tells only of buckets with AbacStatus: Enabled';
