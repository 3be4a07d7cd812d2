/** A rendered value in a message: as JSON, without the quotes of a text. */
export class RenderedValue {
  public constructor(private readonly value: unknown) {}

  public toString(): string {
    return this.value === undefined ? 'nothing' : JSON.stringify(this.value);
  }
}

/** What is said of a value, as it is. */
export class Said {
  public constructor(private readonly text: string) {}

  public toString(): string {
    return this.text;
  }
}
