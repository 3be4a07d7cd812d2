import { stripVTControlCharacters } from 'node:util';

/** Says what is being done, does it, and says how long it took: a silent minute looks like a hang. */
export async function step<T>(name: string, run: () => Promise<T>): Promise<T> {
  const start = Date.now();
  process.stdout.write(`${name} … `);
  try {
    const result = await run();
    process.stdout.write(`${seconds(start)}\n`);
    return result;
  } catch (error) {
    process.stdout.write(`failed after ${seconds(start)}\n`);
    throw error;
  }
}

/** A table in plain text. */
export function table(head: string[], rows: string[][]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => stripVTControlCharacters(row[column]).length)));
  const line = (row: string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd();
  return [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}

function seconds(start: number): string {
  return `${((Date.now() - start) / 1000).toFixed(1)} s`;
}
