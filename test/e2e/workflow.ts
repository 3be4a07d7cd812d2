import type { Call } from './calls';
import type { DeployedStack } from './stack';
import type { Target } from './target';

/** Where a workflow runs: the deployed stack, and a folder for the files that it needs. */
export interface Place {
  readonly target: Target;
  readonly stack: DeployedStack;
  readonly folder: string;
  /** Deploys the example once more, with this context besides. */
  deploy(context: Record<string, string>): Promise<void>;
}

/** What a product does, and must not be able to do, with what was deployed for it; and the secrets it got, to be searched for afterwards. */
export interface Plan {
  readonly calls: Call[];
  readonly secrets: string[];
}

export type Workflow = (place: Place) => Promise<Plan>;
