import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { oncePerModel } from './once';
import { meantBy } from './resource-names';

/** What an import knows of its resource, and of which type that is. An attribute of another type, such as the default group of a VPC, is not it. */
const KNOWN_BY: Readonly<Record<string, RegExp>> = {
  bucketArn: /^AWS::S3::Bucket$/,
  keyArn: /^AWS::KMS::(Replica)?Key$/,
  securityGroupId: /^AWS::EC2::SecurityGroup$/,
  subnetId: /^AWS::EC2::Subnet$/,
  topicArn: /^AWS::SNS::Topic$/,
  vpcEndpointId: /^AWS::EC2::VPCEndpoint$/,
  vpcId: /^AWS::EC2::VPC$/,
};

/** The resource of the app that something given is, also if it is an import that refers to that, or has its name. */
export const resourceGiven = (app: FinalApp, given: IConstruct | undefined): FinalResource | undefined => given && found(app, given);

const found = oncePerModel((app, given: IConstruct) => app.find(given) ?? (given.node.defaultChild ? undefined : imported(app, given)));

function imported(app: FinalApp, given: IConstruct): FinalResource | undefined {
  const [attribute, type] = Object.entries(KNOWN_BY).find(([name]) => name in given) ?? [];
  const value = attribute && app.render(given, (given as unknown as Record<string, unknown>)[attribute]);
  return value === undefined ? undefined : meantBy(app, Stack.of(given), value, '').find(({ Type }) => type?.test(Type));
}
