/** Options of `addSetupOutputs`. */
export interface SetupOutputOptions {
  /**
   * The prefix of the output names: this text, followed by the field. With `Archive`, the output of the bucket's name is
   * `ArchiveBucketName`, a stable name for scripts. Letters and digits, starting with a letter. Cannot be a token: CloudFormation needs
   * literal output names.
   *
   * @default - names that CDK generates from the path of the construct
   */
  readonly prefix?: string;

  /**
   * The prefix of export names, which exports the values to other stacks: this text, followed by the field. With `logs-archive-`, the
   * bucket's name is exported as `logs-archive-BucketName`. An export name must be unique in an account and region. Letters, digits, colons
   * and hyphens. Can be a token, such as the value of a parameter.
   *
   * @default - no exports
   */
  readonly exportPrefix?: string;
}
