/**
 * What Terraform's templatefile() makes of a text: https://developer.hashicorp.com/terraform/language/expressions/strings, read 2026-11-29. A
 * doubled sign stands for itself; a directive would be an error here.
 */
export function rendered(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/(\$\$|%%|\$|%)\{([^}]*)\}/g, (_, sign: string, name: string) => {
    if (sign.length === 2) return `${sign[0]}{${name}}`;
    if (sign === '%' || values[name] === undefined) throw new Error(`no value is given for ${sign}{${name}}`);
    return values[name];
  });
}
