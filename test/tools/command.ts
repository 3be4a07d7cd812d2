import { explained } from './explained-error';

/** Ends the process as a command does: 0 if all is well, 1 if not, or with what explains the error. */
export function endWith(passed: Promise<boolean>): void {
  passed.then(
    (well) => {
      process.exitCode = well ? 0 : 1;
    },
    (error: Error) => {
      console.error(explained(error));
      process.exitCode = 1;
    },
  );
}
