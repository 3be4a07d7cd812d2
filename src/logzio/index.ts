export { LogzioArchiveBucket, type LogzioArchiveBucketProps } from './archive-bucket';
export { LogzioBucketGrants } from './bucket-grants';
export { LogzioUsage } from './usage';
