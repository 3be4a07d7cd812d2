import { type PromiseRule, SILENT } from './promise-rule';

/** Variables that load code before that of the function; what a token loads is unknown. */
const RUNS_CODE =
  /"AWS_LAMBDA_EXEC_WRAPPER":|"NODE_OPTIONS":(?!")|"NODE_OPTIONS":"((\\.|[^"\\])*\s)?(-r|--require|--import|--(experimental[-_])?loader)\b/;

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
    path: /^(Architectures|CodeSigningConfigArn|DeadLetterConfig|Environment|EphemeralStorage|FunctionName|KmsKeyArn|LoggingConfig)\b/,
    ...SILENT,
    why: 'how AWS Lambda runs the code: the function acts as before, or the deployment fails',
  },
  {
    type: /^AWS::Lambda::Function$/,
    path: /^(MemorySize|RecursiveLoop|ReservedConcurrentExecutions|Runtime|RuntimeManagementConfig|Timeout|TracingConfig|VpcConfig)\b/,
    ...SILENT,
    why: 'what AWS Lambda needs to run the code, which stays the same',
  },
  {
    type: /^Custom::VendorAccessConnectionTest$/,
    path: /^(State|Locked|BucketPolicy)$/,
    ...SILENT,
    why: 'what the test is told of the deployment, computed at the end: nobody gets access by it',
  },
];
