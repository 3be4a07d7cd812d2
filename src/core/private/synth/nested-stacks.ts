import type { CfnStack, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { pathOf, shownJson } from '../validation/shown-value';
import { warn } from '../validation/warnings';
import { isSame } from './differences';
import type { FinalApp } from './final-app';
import { ACCESS_BY_NESTED_STACK } from './promise-rules';
import type { Judged } from './promise-words';
import type { Promised } from './promised';
import { mayRetain } from './retaining';

/** A nested stack around a construct, with where CDK writes its template. */
export interface Around {
  readonly stack: Stack;
  readonly l1: CfnStack;
  readonly url: unknown;
}

/** What has everything of a construct in it, as it is now. */
export function stacksAround(stack: Stack): Around[] {
  const { nestedStackParent: parent } = stack;
  const l1 = stack.nestedStackResource as CfnStack | undefined;
  return l1 && parent ? [{ stack, l1, url: l1.templateUrl }, ...stacksAround(parent)] : [];
}

/** Warns about another template than the one that is checked. A copy of it elsewhere may be meant. */
export function warnAboutTemplates(app: FinalApp, scope: Construct, around: readonly Around[]): void {
  const others = around.flatMap(({ l1, stack, url }) => {
    const given: unknown = app.find(l1)?.Properties.TemplateURL;
    return isSame(given, app.render(l1, url)) ? [] : [`'${pathOf(stack)}' from ${shownJson(given)}`];
  });
  if (others.length > 0) {
    const text = `CloudFormation deploys the nested stack ${others.join(', ')}, and only the template that the CDK writes for it is checked`;
    const todo = 'Remove what changes the TemplateURL, or acknowledge if it is a copy of that template.';
    warn(scope, 'cdk-vendor-access:core.unchecked', `${text}. ${todo}`);
  }
}

/** What a nested stack keeps that is kept itself. */
export function keptAround(app: FinalApp, around: readonly Around[], all: readonly Promised[]): Judged[] {
  const finals = all.some(({ type }) => ACCESS.test(type)) ? around.flatMap(({ l1 }) => app.find(l1) ?? []) : [];
  const kept = finals.filter(({ construct, DeletionPolicy }) => mayRetain(app, construct.stack, DeletionPolicy));
  return kept.map(({ construct, DeletionPolicy, Type }) => ({
    of: { l1: construct, type: Type, values: {}, asked: {}, rules: [] },
    rule: ACCESS_BY_NESTED_STACK,
    path: '/DeletionPolicy',
    promised: undefined,
    final: DeletionPolicy,
  }));
}

const ACCESS = /^AWS::(IAM|SecretsManager)::/;
