// Matches JSON in a log as a metric filter does, as far as the filters of the library go.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html (2026-11-29)

/** `{ ($.a = "x") && (($.b = "y") || ($.b = "*z")) }`: equality of strings, with * for anything. */
export function passes(filter: string, entry: object): boolean {
  const field = (path: string) =>
    path.split('.').reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], entry);
  const isLike = (value: unknown, wanted: string) =>
    typeof value === 'string' &&
    new RegExp(
      `^${wanted
        .split('*')
        .map((part) => part.replace(/[^\w]/g, '\\$&'))
        .join('.*')}$`,
    ).test(value);
  const judged = filter
    .replace(/^\{|\}$/g, '')
    .replace(/\$\.([\w.]+) = "([^"]*)"/g, (_, path, wanted) => String(isLike(field(path), wanted)));
  let rest = judged.replace(/\s/g, '');
  for (let before = ''; before !== rest; ) {
    before = rest;
    rest = rest
      .replace(/\((true|false)\)/g, '$1')
      .replace(/(true|false)&&(true|false)/, (_, one, other) => String(one === 'true' && other === 'true'))
      .replace(/(?<![&])(true|false)\|\|(true|false)(?!&)/, (_, one, other) => String(one === 'true' || other === 'true'));
  }
  if (rest !== 'true' && rest !== 'false') {
    throw new Error(`not a filter: ${filter} (${rest})`);
  }
  return rest === 'true';
}
