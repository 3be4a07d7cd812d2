import type { FinalResource } from './final-resource';
import { LAMBDA_POINT, POINT } from './meanings';
import type { Mention } from './mentions';
import { once } from './once';
import { namedIn } from './principal-policies';

/** What has names of its own for a bucket, and the property that names the bucket, or another access point of it. */
const POINTS: Readonly<Record<string, RegExp>> = {
  [POINT]: /^Bucket\b/,
  'AWS::S3::MultiRegionAccessPoint': /^Regions\b/,
  [LAMBDA_POINT]: /^ObjectLambdaConfiguration\.SupportingAccessPoint\b/,
};

/**
 * Where a bucket is named, or an access point of it, which stands for the bucket wherever a name of a bucket is taken
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-naming.html, read 2026-12-01).
 */
export const reachedBy = once((app, resource: FinalResource): readonly Mention[] => {
  const all = namedIn(app, resource);
  const points = all.filter(({ at, by }) => POINTS[by.Type]?.test(at)).map(({ by }) => by);
  return points.length === 0 ? all : [...all, ...[...new Set(points)].flatMap((point) => reachedBy(app, point))];
});
