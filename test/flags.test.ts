import * as cdk from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import recommended from 'aws-cdk-lib/recommended-feature-flags.json';
import { CASES } from './logzio/cases';

const statements = (postCliContext: Record<string, unknown>, name: string) => {
  const stack = new cdk.Stack(new cdk.App({ postCliContext }), 'Stack');
  CASES[name](stack);
  const policies = Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy');
  return Object.values(policies).map((policy) => policy.Properties.PolicyDocument.Statement);
};

test.each(Object.keys(CASES))('%s: the permissions are the same with no feature flag and with all recommended ones', (name) => {
  expect(statements(recommended, name)).toEqual(statements({}, name));
});

// The validation costs seconds a process, so that it is off elsewhere; it came with aws-cdk-lib 2.262, so that the oldest version has none.
const onNewest = 'Validations' in cdk ? test : test.skip;
onNewest(
  "CDK's own validation of templates finds nothing",
  () => {
    const before = process.env.CDK_VALIDATION;
    delete process.env.CDK_VALIDATION;
    try {
      for (const [name, make] of Object.entries(CASES)) {
        const app = new cdk.App({ postCliContext: { '@aws-cdk/core:strictCfnValidateErrors': true } });
        make(new cdk.Stack(app, name));
        app.synth();
      }
    } finally {
      process.env.CDK_VALIDATION = before;
    }
  },
  60_000,
);
