/** Options of the grants of `DatadogBucketGrants`. */
export interface DatadogGrantOptions {
  /**
   * The prefix directory of the archive. Can be a token, such as the value of a parameter.
   *
   * @default - the whole bucket
   */
  readonly prefix?: string;
}
