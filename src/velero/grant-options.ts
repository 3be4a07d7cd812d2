/** Options of `VeleroBucketGrants.backup`. */
export interface VeleroGrantOptions {
  /**
   * The prefix within the bucket. Can be a token, such as the value of a parameter.
   *
   * @default - the whole bucket
   */
  readonly prefix?: string;

  /**
   * Allows Velero to tag the objects that it writes, for `config.tagging` of the backup storage location.
   *
   * @default false
   */
  readonly objectTags?: boolean;
}
