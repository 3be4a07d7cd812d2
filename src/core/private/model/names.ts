/** The property that holds the name of a resource (empty: it has an id only), and the end of its ARN before a path and the name. */
export const NAMES: Readonly<Record<string, readonly [property: string, arn: string]>> = {
  'AWS::IAM::User': ['UserName', 'iam::ACCOUNT:user/'],
  'AWS::IAM::Group': ['GroupName', 'iam::ACCOUNT:group/'],
  'AWS::IAM::Role': ['RoleName', 'iam::ACCOUNT:role/'],
  'AWS::KMS::Key': ['', 'kms:REGION:ACCOUNT:key/'],
  'AWS::S3::Bucket': ['BucketName', 's3:::'],
};

/** The attributes that are the id of a resource, and how such an id begins (.../IAM/latest/UserGuide/reference_identifiers.html). */
export const IDS: Readonly<Record<string, readonly [attributes: RegExp, prefix: string]>> = {
  'AWS::EC2::VPC': [/^(Ref|VpcId)$/, 'vpc-'],
  'AWS::EC2::VPCEndpoint': [/^(Ref|Id)$/, 'vpce-'],
  'AWS::IAM::Role': [/^RoleId$/, 'AROA'],
  'AWS::KMS::Key': [/^(Ref|KeyId)$/, ''],
};

/** How a generated name ends here. It looks like CloudFormation's, which no policy can contain as a literal. */
export const GENERATED = '-000000000000';
