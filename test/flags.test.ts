import * as cdk from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import recommended from 'aws-cdk-lib/recommended-feature-flags.json';
import { ALL_CASES, type Made } from './cases';

/** The order of a list does not matter, and a flag changes it. */
const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, key === 'Fn::Join' ? item : sorted(item)]))
      : value;

const statements = (postCliContext: Record<string, unknown>, make: (stack: cdk.Stack) => Made) => {
  const stack = new cdk.Stack(new cdk.App({ postCliContext }), 'Stack');
  make(stack);
  const policies = Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy');
  return Object.values(policies).map((policy) => sorted(policy.Properties.PolicyDocument.Statement));
};

test.each(ALL_CASES)('%s: the permissions are the same with no feature flag and with all recommended ones', (_, make) => {
  expect(statements(recommended, make)).toEqual(statements({}, make));
});

// The validation costs seconds a process, so that it is off elsewhere; it came with aws-cdk-lib 2.262, so that the oldest version has none.
const onNewest = 'Validations' in cdk ? test : test.skip;
onNewest("CDK's own validation of templates finds nothing", () => {
  const before = process.env.CDK_VALIDATION;
  delete process.env.CDK_VALIDATION;
  try {
    for (const [name, make] of ALL_CASES) {
      const app = new cdk.App({ postCliContext: { '@aws-cdk/core:strictCfnValidateErrors': true } });
      make(new cdk.Stack(app, name.replace('/', '-')));
      app.synth();
    }
  } finally {
    process.env.CDK_VALIDATION = before;
  }
});
