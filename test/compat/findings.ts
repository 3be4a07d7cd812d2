/** What has changed since something was kept. */
export interface Findings {
  /** Breaks what users have. */
  readonly breaking: readonly string[];
  /** Breaks nothing, and is to be kept from now on. */
  readonly added: readonly string[];
}

/** Names, and what must stay the same about each. */
export type Facts = Readonly<Record<string, string>>;

/** Compares facts by their names. `changed` says what a change of a fact means to users. */
export function compareFacts(kept: Facts, now: Facts, changed: (name: string, before: string, after: string) => string): Findings {
  const names = Object.keys(kept);
  const added = Object.keys(now).filter((name) => !(name in kept));
  const gone = names.filter((name) => !(name in now));
  const different = names.filter((name) => name in now && now[name] !== kept[name]);
  return {
    breaking: [
      ...gone.map((name) => `${name} (${kept[name]}) is gone${added.length > 0 ? `; new are ${added.join(', ')}` : ''}`),
      ...different.map((name) => changed(name, kept[name], now[name])),
    ],
    added,
  };
}
