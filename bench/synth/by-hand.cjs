// What three constructs create, written by hand with the CDK's own constructs. The statements are those of the reviewed templates.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const TEMPLATES = join(__dirname, '..', '..', 'test');

/** A function (scope, id) that creates the resources of a template. */
module.exports = function byHand(cdk, vendor, name) {
  const { aws_iam: iam, aws_s3: s3, aws_secretsmanager: secrets } = cdk;
  const resources = Object.values(JSON.parse(readFileSync(join(TEMPLATES, vendor, 'templates', `${name}.json`), 'utf8')).Resources);
  const propertiesOf = (type) => resources.find(({ Type }) => Type === type).Properties;
  const settings = propertiesOf('AWS::S3::Bucket');
  const { Description, PolicyDocument } = propertiesOf('AWS::IAM::ManagedPolicy');
  const removalPolicy = cdk.RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
  return (scope, id) => {
    const bucket = new s3.Bucket(scope, `${id}Bucket`, {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      encryption: s3.BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      objectLockEnabled: settings.ObjectLockEnabled,
      objectOwnership: settings.OwnershipControls.Rules[0].ObjectOwnership,
      versioned: settings.VersioningConfiguration && true,
      removalPolicy,
    });
    bucket.policy.applyRemovalPolicy(removalPolicy);
    bucket.node.defaultChild.addPropertyOverride('BucketEncryption.ServerSideEncryptionConfiguration.0.BlockedEncryptionTypes', {
      EncryptionType: ['SSE-C'],
    });
    const filled = (value) => {
      if (Array.isArray(value)) return value.map(filled);
      if (typeof value !== 'object' || value === null) return value;
      if (value['Fn::GetAtt']) return bucket.bucketArn;
      if (value['Fn::Join']) return value['Fn::Join'][1].map(filled).join('');
      if (value.Ref) return { 'AWS::AccountId': cdk.Aws.ACCOUNT_ID, 'AWS::Partition': cdk.Aws.PARTITION }[value.Ref];
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner)]));
    };
    const user = new iam.User(scope, `${id}User`);
    const group = new iam.Group(scope, `${id}Group`);
    user.addToGroup(group);
    new iam.ManagedPolicy(scope, `${id}Policy`, {
      description: Description,
      groups: [group],
      statements: PolicyDocument.Statement.map((one) => iam.PolicyStatement.fromJson(filled(one))),
    });
    const key = new iam.AccessKey(scope, `${id}Key`, { user, status: iam.AccessKeyStatus.ACTIVE });
    new secrets.Secret(scope, `${id}Secret`, {
      description: propertiesOf('AWS::SecretsManager::Secret').Description,
      secretObjectValue: {
        accessKeyId: cdk.SecretValue.unsafePlainText(key.accessKeyId),
        secretAccessKey: key.secretAccessKey,
      },
    });
  };
};
