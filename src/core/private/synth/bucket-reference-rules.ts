import { COPYING_RULES } from './copying-rules';
import { COPIED, goesToAnotherAccount } from './destinations';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { isStranger } from './is-stranger';
import { LAKE_RULES } from './lake-rules';
import type { ReferenceRule } from './reference-rule';
import { SERVING_RULES } from './serving-rules';
import { toBucket } from './to-bucket';

const DELETABLE = 'cdk-vendor-access:core.keptMadeDeletable';
const BY_POINT = 'the policy of the access point allows principals outside this account, if the policy of the bucket does too';
const GRANTED = 'S3 Access Grants lets in a grantee that is not known to be an identity of this account';

/** Users and groups of a directory, and identities that are not known to belong to the account. */
function isStrange(
  { construct: { stack }, Properties: { Grantee } }: FinalResource,
  account: string,
  _: FinalResource,
  app: FinalApp,
): boolean {
  return Grantee?.GranteeType !== 'IAM' || isStranger(app, stack, account, Grantee.GranteeIdentifier);
}

/** Whether it deletes what its source lacks, in the whole bucket: that is what its handler takes the prefix `/` for. */
const prunes = ({ Properties }: FinalResource): boolean =>
  !/^false$/i.test(String(Properties.Prune)) && /^\/?$/.test(String(Properties.DestinationBucketKeyPrefix ?? ''));

/** Ways into the bucket beside its own policy, and resources that empty it. */
export const BUCKET_REFERENCES: readonly ReferenceRule[] = [
  { ...toBucket('AWS::S3::AccessPoint', /^Bucket\b/, BY_POINT), policy: 'Policy' },
  {
    ...toBucket('AWS::S3::MultiRegionAccessPoint', /^Regions\b/, BY_POINT),
    via: ['AWS::S3::MultiRegionAccessPointPolicy'],
    policy: 'Policy',
  },
  {
    ...toBucket('AWS::S3::AccessPoint', /^Bucket\b/, BY_POINT),
    via: ['AWS::S3ObjectLambda::AccessPoint', 'AWS::S3ObjectLambda::AccessPointPolicy'],
    policy: 'PolicyDocument',
  },
  {
    ...toBucket('AWS::S3::AccessGrantsLocation', /^$/, GRANTED),
    every: ({ Properties: { LocationScope } }) => LocationScope === 's3://',
    via: ['AWS::S3::AccessGrant'],
    if: (by, ...more) =>
      /^(\/?\*)?$/.test(String(by.Properties.AccessGrantsLocationConfiguration?.S3SubPrefix ?? '')) && isStrange(by, ...more),
  },
  { ...toBucket('AWS::S3::AccessGrantsLocation', /^LocationScope\b/, GRANTED), via: ['AWS::S3::AccessGrant'], if: isStrange },
  { ...toBucket('AWS::S3::AccessGrant', /^AccessGrantsLocationConfiguration\b/, GRANTED), if: isStrange },
  ...SERVING_RULES,
  ...LAKE_RULES,
  {
    ...toBucket('Custom::S3BucketNotifications', /^BucketName\b/, COPIED, 'cdk-vendor-access:core.copiedElsewhere'),
    if: ({ construct, Properties }, _account, _of, app) => goesToAnotherAccount(app, construct.stack, Properties.NotificationConfiguration),
  },
  ...COPYING_RULES,
  toBucket(
    'Custom::S3AutoDeleteObjects',
    /^BucketName\b/,
    'a custom resource deletes all objects in the bucket when it leaves the stack',
    DELETABLE,
  ),
  {
    ...toBucket(
      'Custom::CDKBucketDeployment',
      /^DestinationBucketName\b/,
      'a custom resource deletes all objects that its source does not have. Set prune: false, or destinationKeyPrefix',
      DELETABLE,
    ),
    if: prunes,
  },
];
