/** What IAM calls what a construct creates, for organizations whose policies ask for it. */
export interface NamingOptions {
  /**
   * The IAM path of everything in IAM that the construct creates, such as `/vendors/`, except the service role `vmimport`. Can contain a token
   * between the slashes. A product that asks for the name of a role, not its ARN, may not find a role with a path.
   *
   * Changing it moves a user and a group in place: their ARNs change, the access key stays. It replaces roles and policies, which CloudFormation
   * refuses for those with a name: change `roleName`, `policyName` or `namePrefix` too.
   *
   * @default - the path `/`
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html
   */
  readonly path?: string;

  /**
   * The prefix of all names in IAM that you do not give: this text, followed by the names of the stack and the construct. A stack that is deployed
   * under one name to several regions of an account needs another prefix in each: IAM knows no regions. Cannot be a token. Changing it replaces
   * the principal, and with it an access key.
   *
   * @default - names that CloudFormation generates
   */
  readonly namePrefix?: string;

  /**
   * The name of the managed policy, of up to 100 characters. Further policies of the construct have this name, followed by their construct id:
   * `vendor-Policy2`. Can be a token, such as the value of a parameter.
   *
   * @default - generated
   */
  readonly policyName?: string;
}
