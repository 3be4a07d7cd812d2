/** A part of what is shown: rows under a heading, each cell a list of lines. Without rows: `none`. */
export interface Section {
  readonly title: string;
  readonly none: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly (readonly string[])[])[];
  /** Shown as it is. */
  readonly code?: string;
}
