import type { LocalAws } from '../local-aws/local-aws';
import type { Checks } from './checks';
import type { Target } from './target';

/** What works with any AWS. */
export interface Anywhere {
  readonly target: Target;
  readonly checks: Checks;
  /** For files of this part; removed afterwards. */
  readonly folder: string;
}

/** What a part of the run works with. */
export interface Here extends Anywhere {
  /** The target: an AWS on this machine. */
  readonly aws: LocalAws;
  /** Empties it and bootstraps it anew. */
  fresh(): Promise<void>;
}

/** A part of `npm run e2e`. Each begins with an empty AWS that is bootstrapped. */
export interface Part {
  /** What `--only` chooses from: `part` or `part/item`. */
  readonly items: readonly string[];
  readonly run: (here: Here, items: readonly string[]) => Promise<void>;
}
