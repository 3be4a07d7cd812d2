import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as cdk from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';

/** A finding of cdk-nag's AwsSolutions that nobody has acknowledged. */
export interface NagFinding {
  /** The rule, and the value that it names. */
  readonly finding: string;
  readonly path: string;
}

/** All of a stack. */
export function nagFindings(stack: cdk.Stack): NagFinding[] {
  return 'visit' in AwsSolutionsChecks.prototype ? findingsOfAspect(stack) : findingsOfPlugin(stack);
}

/** Version 2: an aspect that writes annotations. */
function findingsOfAspect(stack: cdk.Stack): NagFinding[] {
  cdk.Aspects.of(stack).add(new AwsSolutionsChecks());
  const annotations = Annotations.fromStack(stack);
  return [...annotations.findError('*', Match.anyValue()), ...annotations.findWarning('*', Match.anyValue())]
    .map(({ entry, id }) => ({ finding: /^AwsSolutions-\w+(\[.*?\])?(?=:)/.exec(String(entry.data))?.[0] ?? '', path: id.slice(1) }))
    .filter(({ finding }) => finding !== '');
}

/** Version 3: a plug-in of CDK's validation, which stops the synthesis and writes a report. */
function findingsOfPlugin(stack: cdk.Stack): NagFinding[] {
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
    .flatMap(({ ruleName, violatingConstructs }) => violatingConstructs.map(({ constructPath: path }) => ({ finding: ruleName, path })));
}
