import { isDeepStrictEqual } from 'node:util';
import type { Result } from './calls';
import { findLeaks } from './leaks';

/** One thing that was looked at. `gap`: it cannot be looked at, and why. */
export interface Row {
  readonly kind: 'call' | 'property' | 'step' | 'gap';
  /** `part/stack`. */
  readonly where: string;
  readonly what: string;
  readonly expected: string;
  readonly got: string;
  /** How many calls it stands for, if not for one. */
  readonly times?: number;
}

/** What a run has found, right and wrong. No secret value may be given to it: it is written to a file. */
export class Checks {
  public readonly rows: Row[] = [];
  private readonly secrets = new Set<string>();

  /** What a principal has done, or tried to. */
  public calls(where: string, results: readonly Result[]): void {
    this.rows.push(...results.map(({ name, expected, got }): Row => ({ kind: 'call', where, what: name, expected, got })));
  }

  /** A property of a deployed resource, as AWS tells it, against what the construct promises. */
  public property(where: string, what: string, expected: unknown, got: unknown): void {
    const same = isDeepStrictEqual(plain(expected), plain(got));
    this.rows.push({ kind: 'property', where, what, expected: text(expected), got: same ? text(expected) : text(got) });
  }

  /** Something that must be so; `got` says what was found instead. */
  public step(where: string, what: string, holds: boolean, got = 'not so'): void {
    this.rows.push({ kind: 'step', where, what, expected: 'so', got: holds ? 'so' : got });
  }

  /** Secrets must stand nowhere: in no text, and in no file below some folders. */
  public noLeak(where: string, secrets: readonly string[], texts: Record<string, string>, folders: readonly string[] = []): void {
    for (const secret of secrets) {
      this.secrets.add(secret);
    }
    if (secrets.length > 0) {
      const { hits, searched } = findLeaks(secrets, texts, folders);
      this.step(
        where,
        `${secrets.length} secret keys stand in none of ${searched} places`,
        hits.length === 0,
        `found in ${hits.join(', ')}`,
      );
    }
  }

  /** All secrets that the run has looked for, in what it writes itself and in what it leaves behind. */
  public noLeakInResults(folders: readonly string[]): void {
    this.noLeak('results', [...this.secrets], { results: JSON.stringify(this.rows) }, folders);
  }

  /** What the local AWS cannot do. Each stands in docs/testing.md too. */
  public gap(where: string, what: string, why: string): void {
    this.rows.push({ kind: 'gap', where, what, expected: why, got: why });
  }

  public get wrong(): Row[] {
    return this.rows.filter(({ expected, got }) => expected !== got);
  }
}

/** Without what is undefined, and with the keys in one order: JSON knows neither. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

function text(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
