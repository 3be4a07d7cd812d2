import type { Construct } from 'constructs';
import { FinalApp } from './final-app';
import { showsFinalTemplate } from './final-resource';

/** Has a check look at the final app in each synthesis; `otherwise` is asked with a version of CDK that does not show it. */
export function checkAtSynth(scope: Construct, check: (app: FinalApp) => string[], otherwise: () => string[] = () => []): void {
  FinalApp.startAnew(scope);
  scope.node.addValidation({ validate: () => (showsFinalTemplate() ? check(FinalApp.of(scope)) : otherwise()) });
}
