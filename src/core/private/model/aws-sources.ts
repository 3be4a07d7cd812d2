import type { Source } from './permission-set';

// Pages of AWS that more than one vendor's permissions are read from.

export const AWS_BUCKET_NAMES: Source = {
  title: 'AWS: General purpose bucket naming rules',
  url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html',
  date: '2026-11-28',
};

export const AWS_EBS_ENCRYPTION: Source = {
  title: 'AWS: Requirements for Amazon EBS encryption',
  url: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html',
  date: '2026-11-22',
};

export const AWS_EC2_ACTIONS: Source = {
  title: 'AWS: Actions, resources, and condition keys for Amazon EC2',
  url: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html',
  date: '2026-09-26',
};

export const AWS_OBJECT_LOCK: Source = {
  title: 'AWS: Object Lock considerations',
  url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html',
  date: '2023-06-09',
};

export const AWS_S3_ACTIONS: Source = {
  title: 'AWS: Actions, resources, and condition keys for Amazon S3',
  url: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html',
  date: '2026-09-26',
};

export const AWS_SSE_KMS: Source = {
  title: 'AWS: Using server-side encryption with AWS KMS keys',
  url: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html',
  date: '2023-06-09',
};
