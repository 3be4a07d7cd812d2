import type { Construct } from 'constructs';
import { FinalApp } from './final-app';
import { showsFinalTemplate } from './final-resource';

/** Runs a check on the final app in each synthesis; `otherwise` runs with a version of CDK that does not show it. */
export function checkAtSynth(scope: Construct, check: (app: FinalApp) => string[], otherwise: () => string[] = () => []): void {
  const root = FinalApp.startAnew(scope);
  scope.node.addValidation({ validate: () => (showsFinalTemplate() ? check(FinalApp.ofRoot(root)) : otherwise()) });
}
