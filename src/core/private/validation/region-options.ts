import { Token, TokenComparison } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { aliasProblems } from './bucket-options';
import { problem, textProblems } from './errors';

/** What is wrong with the region that instances run in, and with the key of their volumes. */
export function regionProblems(region: string, volumeKey: kms.IKey | undefined): string[] {
  const otherRegion = volumeKey && Token.compareStrings(volumeKey.env.region, region) === TokenComparison.DIFFERENT;
  return [
    ...textProblems('region', region, /^[a-z]{2,4}(-[a-z]+)+-\d+$/, 'a region, such as eu-west-1', 'Leave it out for that of the stack.'),
    ...(otherRegion
      ? [problem('volumeKey', `a key in ${volumeKey.env.region}`, `a key in ${region}`, 'EC2 takes keys of the same region only.')]
      : []),
    ...aliasProblems('volumeKey', volumeKey),
  ];
}
