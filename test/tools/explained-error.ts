/** A failure that its message explains in full. It has no stack trace, which would only hide the message. */
export class ExplainedError extends Error {
  public constructor(message: string) {
    super(message);
    this.name = 'ExplainedError';
    this.stack = message;
  }
}

/** Something that the machine does not have: what needs it can be left out. */
export class MissingTool extends ExplainedError {}
