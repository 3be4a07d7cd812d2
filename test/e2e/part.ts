import type { LocalAws } from '../local-aws/local-aws';
import type { Checks } from './checks';
import type { Target } from './target';

/** What a part of the run works with. */
export interface Here {
  readonly target: Target;
  /** Where it runs on this machine. */
  readonly aws: LocalAws;
  readonly checks: Checks;
  /** Empties the AWS and bootstraps it anew. */
  fresh(): Promise<void>;
  /** For files of this part; removed afterwards. */
  readonly folder: string;
}

/** A part of `npm run e2e`. Each begins with an empty AWS that is bootstrapped. */
export interface Part {
  /** What `--only` chooses from: `part` or `part/item`. */
  readonly items: readonly string[];
  readonly run: (here: Here, items: readonly string[]) => Promise<void>;
}
