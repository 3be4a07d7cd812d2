/** Resources that CloudFormation refuses, by what is wrong with each. If cfn-lint took one, its silence about others would say nothing. */
const bucket = (properties: object) => ({ Type: 'AWS::S3::Bucket', Properties: properties });

export const WRONG: Record<string, object> = {
  BucketName: bucket({ BucketName: 'Not_valid' }),
  StatusOfVersions: bucket({ VersioningConfiguration: { Status: 'On' } }),
  ObjectLockEnabled: bucket({ ObjectLockEnabled: true, ObjectLockConfiguration: { ObjectLockEnabled: 'Yes' } }),
  RetentionMode: bucket({
    ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'STRICT', Days: 1 } } },
  }),
  StatusOfARule: bucket({ LifecycleConfiguration: { Rules: [{ Status: 'On', ExpirationInDays: 1 }] } }),
  Algorithm: bucket({
    BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES' } }] },
  }),
  Ownership: bucket({ OwnershipControls: { Rules: [{ ObjectOwnership: 'Mine' }] } }),
  UnknownProperty: bucket({ Name: 'bucket' }),
  MissingProperty: { Type: 'AWS::IAM::AccessKey', Properties: {} },
  SessionDuration: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '123456789012' } }] },
      MaxSessionDuration: 60,
    },
  },
  Effect: {
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: { PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'allow', Action: 's3:GetObject', Resource: '*' }] } },
  },
  Attribute: { Type: 'AWS::IAM::AccessKey', Properties: { UserName: { 'Fn::GetAtt': ['UnknownProperty', 'UserName'] } } },
  UnknownType: { Type: 'AWS::S3::Buckets' },
};
