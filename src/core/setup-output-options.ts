/** Options of `addSetupOutputs`. */
export interface SetupOutputOptions {
  /**
   * Names the outputs: this text, followed by the field. With `Archive`, the bucket's name is the output `ArchiveBucketName`, which scripts can
   * rely on. Letters and digits, beginning with a letter. No token: CloudFormation names outputs by literals.
   *
   * @default - names that CDK generates from the path of the construct
   */
  readonly prefix?: string;

  /**
   * Exports the values for other stacks: this text, followed by the field. With `logs-archive-`, the bucket's name is exported as
   * `logs-archive-BucketName`. An export name is unique in an account and region. Letters, digits, colons and hyphens.
   * Can be a token, such as the value of a parameter.
   *
   * @default - no exports
   */
  readonly exportPrefix?: string;
}
