/** Options of `LogzioBucketGrants.fetch`. */
export interface LogzioFetchOptions {
  /**
   * The path of the logs. Can be a token, such as the value of a parameter.
   *
   * @default - the whole bucket
   */
  readonly prefix?: string;
}
