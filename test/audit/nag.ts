import { Aspects, type CfnResource, type Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import type { Finding } from './tools';

const PACKS = [AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks];

/** What the packs of cdk-nag say of a stack, without what is acknowledged. */
export function nag(file: string, stack: Stack): Finding[] {
  for (const Pack of PACKS) Aspects.of(stack).add(new Pack());
  const annotations = Annotations.fromStack(stack);
  const all = [...annotations.findError('*', Match.anyValue()), ...annotations.findWarning('*', Match.anyValue())];
  return all.flatMap(({ entry, id }) => {
    const rule = /^(AwsSolutions|HIPAA\.Security|NIST\.800\.53\.R5|PCI\.DSS\.321)-\w+/.exec(String(entry.data))?.[0];
    const l1 = stack.node.root.node.findAll().find(({ node }) => `/${node.path}` === id) as CfnResource | undefined;
    return rule && l1 ? [{ tool: 'cdk-nag', rule, file, resource: stack.getLogicalId(l1) }] : [];
  });
}
