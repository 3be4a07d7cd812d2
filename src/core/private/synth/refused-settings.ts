import { Stack, Token } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { objectOf, partsOf } from '../policy/document';
import type { Json } from '../policy/request';
import type { Asking } from './asking';
import type { FinalApp } from './final-app';
import { answers } from './needs';
import type { PromiseRule } from './promise-rule';
import { situationOf } from './situation';

/** A setting of a function that AWS Lambda refuses unless the role may do one of these. */
interface Demand {
  readonly path: RegExp;
  readonly actions: readonly string[];
  /** What on, if the setting is on at all. */
  readonly on: (final: Json, scope: IConstruct) => string | undefined;
  /** How to have it. */
  readonly todo: string;
}

/** Calls of AWS Lambda itself: those of the code carry the ARN of the function. */
const OF_LAMBDA = { 'lambda:SourceFunctionArn': null };

export const networkInterfacesOf = (scope: IConstruct): string =>
  Stack.of(scope).formatArn({ service: 'ec2', resource: 'network-interface', resourceName: '*' });

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html, .../invocation-async-retain-records.html, .../services-xray.html, read 2026-12-01. */
const DEMANDS: readonly Demand[] = [
  {
    path: /^VpcConfig$/,
    actions: ['ec2:CreateNetworkInterface'],
    on: (final, scope) => (partsOf(objectOf(final)?.SubnetIds).some(({ sure }) => sure) ? networkInterfacesOf(scope) : undefined),
    todo: 'use ConnectionTest.atDeployment({ vpc, subnets })',
  },
  {
    path: /^DeadLetterConfig$/,
    actions: ['sqs:SendMessage', 'sns:Publish'],
    on: (final) => (objectOf(final)?.TargetArn === undefined ? undefined : Token.asString(objectOf(final)?.TargetArn)),
    todo: 'also grant it to the role of the test',
  },
  {
    path: /^TracingConfig$/,
    actions: ['xray:PutTraceSegments'],
    on: (final) => (objectOf(final)?.Mode === 'Active' ? '*' : undefined),
    todo: 'also grant it to the role of the test',
  },
];

/** Of the function with this role. What the app does not show of the role may allow it. */
export const refusedSettings = (role: iam.Role): PromiseRule[] =>
  DEMANDS.map(({ actions, on, path, todo }) => ({
    type: /^AWS::Lambda::Function$/,
    path,
    if: ({ final }, _, app) => lacks(app, role, actions, on(final as Json, role)),
    verdict: 'error',
    todo,
    why: `AWS Lambda refuses the function, because nothing allows its role ${actions.join(' or ')}, and the deployment fails`,
  }));

const lacks = (app: FinalApp, role: iam.Role, actions: readonly string[], arn: string | undefined): boolean =>
  arn !== undefined && answers(situationOf(app, askingOfLambda(role)), [{ actions, arns: [arn], why: '' }]).every(isDenied);

const isDenied = ({ decision }: ReturnType<typeof answers>[number]): boolean => decision.effect === 'denied';

/** What AWS Lambda calls with the role of a function. */
export const askingOfLambda = (role: iam.Role, needs: Asking['needs'] = []): Asking => ({ policy: role, role, needs, session: OF_LAMBDA });
