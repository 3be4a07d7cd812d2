interface Partition {
  readonly region: string;
  /** Another one; aws-eusc has none yet. */
  readonly otherRegion: string;
  /** The one that requests to IAM are signed for. */
  readonly globalRegion: string;
  readonly urlSuffix: string;
}

/** https://github.com/boto/botocore/blob/develop/botocore/data/partitions.json, read 2026-11-28. */
export const PARTITION: Readonly<Record<string, Partition>> = {
  aws: { region: 'eu-west-1', otherRegion: 'eu-central-1', globalRegion: 'us-east-1', urlSuffix: 'amazonaws.com' },
  'aws-cn': { region: 'cn-north-1', otherRegion: 'cn-northwest-1', globalRegion: 'cn-north-1', urlSuffix: 'amazonaws.com.cn' },
  'aws-us-gov': { region: 'us-gov-west-1', otherRegion: 'us-gov-east-1', globalRegion: 'us-gov-west-1', urlSuffix: 'amazonaws.com' },
  'aws-eusc': { region: 'eusc-de-east-1', otherRegion: 'eusc-de-west-1', globalRegion: 'eusc-de-east-1', urlSuffix: 'amazonaws.eu' },
};
