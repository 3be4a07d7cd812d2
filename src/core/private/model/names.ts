/** The property that holds the name of a resource, and the end of its ARN before a path and the name. */
export const NAMES: Readonly<Record<string, readonly [property: string, arn: string]>> = {
  'AWS::IAM::User': ['UserName', 'iam::ACCOUNT:user/'],
  'AWS::IAM::Group': ['GroupName', 'iam::ACCOUNT:group/'],
  'AWS::IAM::Role': ['RoleName', 'iam::ACCOUNT:role/'],
  'AWS::S3::Bucket': ['BucketName', 's3:::'],
};

/** How a generated name ends here. It looks like CloudFormation's, which no policy can contain as a literal. */
export const GENERATED = '-000000000000';
