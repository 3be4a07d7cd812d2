import type { FinalResource } from './final-resource';
import { type PromiseRule, SILENT, warning } from './promise-rule';
import { Targets } from './targets';

/** Variables that load code before that of the function; what a token loads is unknown. */
const RUNS_CODE =
  /"AWS_LAMBDA_EXEC_WRAPPER":|"NODE_OPTIONS":(?!")|"NODE_OPTIONS":"((\\.|[^"\\])*\s)?(-r|--require|--import|--(experimental[-_])?loader)\b/;

/** Known runtimes that do not bring the AWS SDK for JavaScript that the code uses (https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html, read 2026-12-01). */
const WITHOUT_SDK = /^(?!nodejs(1[89]|[2-9]\d)\.x$)/;

/** The waits between the attempts of the code, and its calls. */
const SECONDS_OF_A_FAILURE = 150;

const isEnforced = (signing: FinalResource | undefined): boolean =>
  signing?.Properties.CodeSigningPolicies?.UntrustedArtifactOnDeployment === 'Enforce';

const isNumber = (value: unknown): boolean => !Number.isNaN(Number(value ?? Number.NaN));

/** Of the function of a connection test and of the custom resource that calls it. Its code, role and layers are what it promises. */
export const TEST_RULES: readonly PromiseRule[] = [
  {
    type: /^AWS::Lambda::Function$/,
    path: /^Environment\b/,
    if: ({ final }) => RUNS_CODE.test(JSON.stringify(final ?? '')),
    verdict: 'error',
    why: 'AWS Lambda would run other code, which could read the access key',
  },
  {
    type: /^AWS::Lambda::Function$/,
    path: /^Runtime$/,
    if: ({ final }) => typeof final !== 'object' && WITHOUT_SDK.test(String(final ?? '')),
    verdict: 'error',
    why: 'the test would not run: its code is for Node.js with the AWS SDK for JavaScript version 3, which runtimes from nodejs18.x on bring',
  },
  {
    type: /^AWS::Lambda::Function$/,
    path: /^ReservedConcurrentExecutions$/,
    if: ({ final }) => Number(final ?? 1) === 0,
    verdict: 'error',
    why: 'AWS Lambda would never run the test, and the deployment would wait for its answer in vain',
  },
  {
    type: /^AWS::Lambda::Function$/,
    path: /^CodeSigningConfigArn$/,
    if: ({ final }, { stack }, app) => isEnforced(Targets.of(app).resource(stack, final)),
    verdict: 'error',
    why: 'the code is text in the template, which nobody signs: with UntrustedArtifactOnDeployment Enforce, AWS Lambda refuses it',
  },
  {
    type: /^AWS::Lambda::Function$/,
    path: /^Timeout$/,
    if: ({ final }) => isNumber(final) && Number(final) < SECONDS_OF_A_FAILURE,
    ...warning('cdk-vendor-access:core.testCutOff'),
    todo: 'Exempt the function of the connection test from what sets its timeout, or acknowledge.',
    why: 'the test may be cut off before IAM has applied the access, and then cannot say what is wrong: the deployment fails without a reason',
  },
  {
    type: /^AWS::Lambda::Function$/,
    path: /^(Architectures|CodeSigningConfigArn|DeadLetterConfig|Environment|EphemeralStorage|FunctionName|KmsKeyArn|LoggingConfig)\b/,
    ...SILENT,
    why: 'how AWS Lambda runs the code: the function acts as before',
  },
  {
    type: /^AWS::Lambda::Function$/,
    path: /^(MemorySize|RecursiveLoop|ReservedConcurrentExecutions|Runtime|RuntimeManagementConfig|Timeout|TracingConfig|VpcConfig)\b/,
    ...SILENT,
    why: 'what AWS Lambda needs to run the code, which stays the same',
  },
  {
    type: /^Custom::VendorAccessConnectionTest$/,
    path: /^ServiceTimeout$/,
    if: ({ final, promised }) => Number(final) >= Number(promised),
    ...SILENT,
    why: 'CloudFormation waits longer for the answer',
  },
  {
    type: /^Custom::VendorAccessConnectionTest$/,
    path: /^(State|Locked|BucketPolicy)$/,
    ...SILENT,
    why: 'what the test is told of the deployment, computed at the end: nobody gets access by it',
  },
];
