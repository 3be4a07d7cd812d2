/** The problems of an error, as the library words it: a line each, below what could not be done. */
export const problemsOf = (message: string): string[] =>
  message
    .split('\n')
    .slice(1)
    .filter((line) => line.trim() !== '');

/** Each problem names the place, and says what was given, what is allowed and what to do. */
const FOUR_PARTS = /^ *(?:\d+\. )?\S.*: got .+; allowed: .+\. ?\S.*$/;

/** The problems that lack a part; and the first line, if it says that a construct was not created, but not which one. */
export function wordlessIn(message: string): string[] {
  const [first] = message.split('\n');
  const hasPath = !first.startsWith('Cannot create') || /^Cannot create \w+ '.+'/.test(first);
  return [...(hasPath ? [] : [first]), ...problemsOf(message).filter((line) => !FOUR_PARTS.test(line))];
}
