const VOID = /^(br|img|input|link|meta|path|rect|source)$/;

/** What of a page is not closed, closed twice, or not escaped. (`npm run test:site` asks html-validate about everything else.) */
export function markupProblems(markup: string): string[] {
  const open: string[] = [];
  const problems: string[] = [];
  const tags = /<!doctype html>|<(\/?)([a-z][a-z\d]*)((?:\s+[a-zA-Z-]+(?:="[^"<>]*")?)*)\s*(\/?)>/g;
  let end = 0;
  for (const found of markup.matchAll(tags)) {
    const [all, closes, name, , itself] = found;
    const between = markup.slice(end, found.index);
    problems.push(...(/[<>]|&(?!(amp|lt|gt|quot|#39);)/.exec(between) ? [`not escaped: ${between.trim().slice(0, 60)}`] : []));
    end = found.index + all.length;
    if (name === undefined || itself || VOID.test(name)) continue;
    if (!closes) open.push(name);
    else if (open.at(-1) === name) open.pop();
    else problems.push(`</${name}> closes <${open.pop() ?? ''}>`);
  }
  return [...problems, ...open.map((name) => `<${name}> is not closed`)];
}
