// npm run audit [-- products]: other tools on every example and case; each of their findings has a reason, or the library has a fault.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endWith } from '../tools/command';
import { step } from '../tools/report';
import { VENDORS } from '../vendors';
import { isFor, REASONS } from './reasons';
import { printShares } from './shares';
import { distinct, isByHand, type Subjects, subjects, typeOf } from './subjects';
import { checkov, type Finding, guard, policyTools } from './tools';

async function main(productsOnly: boolean): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'audit-'));
  try {
    const made = await step('templates, and the packs of cdk-nag', () => subjects(folder, productsOnly));
    const { folder: all, own } = made;
    const found = [
      ...made.nagged,
      ...(await step('cfn-guard with the rules of AWS Control Tower', () => guard(all))),
      ...(await step('parliament and cloudsplaining', () => policyTools(all))),
      ...(await step('checkov', () => checkov(all))),
    ].filter(({ file, resource }) => own.get(file)?.has(resource) ?? true);
    const isReasoned = printReasons(made, found, productsOnly);
    return printShares(all, found) && isReasoned;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Says what has no reason, which reason is for nothing, and which construct is in no product. */
function printReasons({ classes, folder, own }: Subjects, found: readonly Finding[], productsOnly: boolean): boolean {
  const ours = found.filter(({ file }) => !isByHand(file));
  const reasonsOf = (one: Finding) => REASONS.filter((reason) => isFor(reason, one, typeOf(folder, one)));
  const unexplained = distinct(
    folder,
    ours.filter((one) => reasonsOf(one).length === 0),
  );
  for (const [what, { file, resource }] of unexplained) console.log(`no reason: ${what} (such as ${resource} in ${file})`);
  const used = new Set(ours.flatMap(reasonsOf));
  const stale = productsOnly ? [] : REASONS.filter((reason) => !used.has(reason));
  for (const { finding } of stale) console.log(`a reason for nothing: ${finding.source}`);
  const missing = Object.values(VENDORS)
    .flatMap(({ accesses }) => Object.keys(accesses))
    .filter((name) => !classes.has(name));
  for (const name of missing) console.log(`no stack by hand to compare with: ${name} is in no product of test/audit/products.ts`);
  console.log(`${ours.length} findings in ${own.size} cases, the examples and the products; ${unexplained.size} without a reason`);
  return unexplained.size + stale.length + missing.length === 0;
}

endWith(main(process.argv[2] === 'products'));
