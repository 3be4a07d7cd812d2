/**
 * What the constructs of the library and of the CDK set of a resource, by its type. Whatever else it has when it is made, a property injector
 * has set: that is promised as nothing, and so is judged like an override. Of a property that is not in the list, a construct promises what it asked for.
 */
const OWN: Readonly<Record<string, RegExp>> = {
  'AWS::IAM::AccessKey': /^UserName$/,
  'AWS::IAM::Group': /^(GroupName|Path)$/,
  'AWS::IAM::ManagedPolicy': /^(Description|ManagedPolicyName|Path|PolicyDocument)$/,
  'AWS::IAM::Role': /^(AssumeRolePolicyDocument|Description|Path|RoleName)$/,
  'AWS::IAM::User': /^(Groups|Path|UserName)$/,
  'AWS::S3::Bucket': /^BucketName$/,
  'AWS::S3::BucketPolicy': /^(Bucket|PolicyDocument)$/,
  'AWS::SecretsManager::Secret': /^(Description|Name|SecretString)$/,
};

/** Whether a resource has only what was asked for and what the construct sets. */
export const hasOnlyOwn = (type: string, properties: Record<string, unknown>, asked: readonly string[]): boolean =>
  OWN[type] === undefined ||
  Object.keys(properties).every(
    (name) => OWN[type].test(name) || properties[name] === undefined || asked.some((path) => path === name || path.startsWith(`${name}.`)),
  );

/** What a resource was made with, without what an injector set. */
export const ownOf = (type: string, properties: object): object =>
  OWN[type] ? Object.fromEntries(Object.entries(properties).filter(([name]) => OWN[type].test(name))) : properties;

/** A resource of these types goes with its stack, unless the construct asked for something else. */
export const goesWithStack = (type: string): Readonly<Record<string, string>> =>
  OWN[type] ? { '/DeletionPolicy': 'Delete', '/UpdateReplacePolicy': 'Delete' } : {};
