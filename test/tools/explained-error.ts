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

const SYSTEM: Record<string, string> = {
  ENOSPC: 'No space is left on the disk',
  EDQUOT: 'The quota of the disk is used up',
  EROFS: 'The disk is read-only',
  EACCES: 'No permission to write',
};

/** What a program prints when it ends with this error: a sentence where one explains it, else everything there is. */
export function explained(error: Error & { readonly code?: string; readonly path?: string }): string | Error {
  const sentence = error.code === undefined ? undefined : SYSTEM[error.code];
  if (sentence) {
    return `${sentence}: ${error.path ?? error.message}`;
  }
  return error instanceof ExplainedError ? error.message : error;
}
