import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as cdk from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';

/** Findings of cdk-nag's AwsSolutions that nobody has acknowledged: rule, and the value that it names. Below a path of the tree. */
export function nagFindings(stack: cdk.Stack, path: string): string[] {
  return 'visit' in AwsSolutionsChecks.prototype ? findingsOfAspect(stack, path) : findingsOfPlugin(stack, path);
}

/** Version 2: an aspect that writes annotations. */
function findingsOfAspect(stack: cdk.Stack, path: string): string[] {
  cdk.Aspects.of(stack).add(new AwsSolutionsChecks());
  const annotations = Annotations.fromStack(stack);
  return [...annotations.findError('*', Match.anyValue()), ...annotations.findWarning('*', Match.anyValue())]
    .filter(({ id }) => id.startsWith(`/${path}`))
    .map(({ entry }) => /^AwsSolutions-\w+(\[.*?\])?(?=:)/.exec(String(entry.data))?.[0])
    .filter((finding) => finding !== undefined);
}

/** Version 3: a plug-in of CDK's validation, which stops the synthesis and writes a report. */
function findingsOfPlugin(stack: cdk.Stack, path: string): string[] {
  interface Report {
    pluginReports: { violations: { ruleName: string; violatingConstructs: { constructPath: string }[] }[] }[];
  }
  const app = stack.node.root as cdk.App;
  const { Validations } = cdk as unknown as { Validations: { of(scope: cdk.App): { addPlugins(plugin: unknown): void } } };
  Validations.of(app).addPlugins(new AwsSolutionsChecks());
  try {
    app.synth();
  } catch (error) {
    if (!String(error).includes('validation-report.json')) {
      throw error;
    }
  }
  const file = join(app.outdir, 'validation-report.json');
  const { pluginReports } = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : { pluginReports: [] };
  return pluginReports
    .flatMap(({ violations }) => violations)
    .filter(({ violatingConstructs }) => violatingConstructs.some(({ constructPath }) => constructPath.startsWith(path)))
    .map(({ ruleName }) => ruleName);
}
