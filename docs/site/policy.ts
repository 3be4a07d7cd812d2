import type { Access, ShownPolicy } from '../../src/core/private/explain/access';
import type { Any } from '../../src/core/private/explain/assembly';
import type { BucketFacts } from '../../src/core/private/explain/buckets';
import { rawStatements } from '../../src/core/private/explain/statements';
import type { TheirStatement, Theirs } from './documented';
import { code, type Html, html, joined, type Part } from './html';
import { actionLink, link, sourceLink } from './links';
import { said } from './markdown';

/** The elements of a statement in the order in which people read them. */
const ORDER = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

/** Whether an action has a place on the page of actions. */
export type Listed = (action: string) => boolean;

const indented = (json: Any, by: string): string => JSON.stringify(json, undefined, 2).replace(/^/gm, by);

/** A statement as JSON. Its actions lead to who else needs them; those that are struck out are so in the list of actions only. */
function statementJson(statement: Any, isListed: Listed, struck: readonly string[] = []): Html {
  const ordered = Object.fromEntries(ORDER.flatMap((name) => (statement[name] === undefined ? [] : [[name, statement[name]]])));
  const actions = [statement.Action ?? statement.NotAction ?? []].flat().map(String);
  const parts = indented(ordered, '    ').split(/("[\w-]+:[\w*]+"(?!:))/);
  return html`${parts.map((part): Part => {
    const action = part.slice(1, -1);
    if (!part.startsWith('"') || !actions.includes(action)) return part;
    const shown = isListed(action) ? html`"${link(`actions.html#${action}`, action)}"` : part;
    return struck.includes(action) ? html`<del>${shown}</del>` : shown;
  })}`;
}

/** What a denial of every bucket is for, by what stands in its condition. */
const DENIALS: readonly (readonly [RegExp, string])[] = [
  [/"aws:SecureTransport":"?false/, 'Refuses requests without TLS.'],
  [/"s3:TlsVersion"/, 'Refuses TLS before 1.2.'],
  [/"s3:object-lock-/, 'Refuses locks that are longer, or of another mode, than the options allow.'],
  [/./, 'Denies, whatever else allows it.'],
];

function denialOf({ Condition = {} }: Any): string {
  const text = JSON.stringify(Condition);
  return DENIALS.find(([found]) => found.test(text))?.[1] ?? '';
}

interface Annotated {
  readonly json: Html;
  readonly note: Part;
}

/** A policy with a note on each statement. The listings in a row are the whole policy. */
function policyOf(label: string, version: string, statements: readonly Annotated[]): Html {
  const last = statements.length - 1;
  return html`<div class="policy" data-policy="${label}">
<pre>{
  "Version": "${version}",
  "Statement": [
</pre>
<ol>${statements.map(
    ({ json, note }, index) => html`<li><div class="note">${note}</div>
<pre>${json}${index < last ? ',' : ''}
</pre></li>`,
  )}</ol>
<pre>  ]
}
</pre></div>`;
}

function reasonOf(statement: Any, { path }: ShownPolicy, access: Access, isListed: Listed): Part {
  const { Sid } = statement;
  const found = access.statements.find((one) => one.policy === path && one.sid === Sid);
  if (!found) {
    return html`<p>${statement.Effect === 'Deny' ? denialOf(statement) : 'Lets in who is named here, and nobody else.'}</p>`;
  }
  const extra = access.differs.filter((one) => one.kind === 'added' && one.actions.some((action) => found.actions.includes(action)));
  return html`<p>${said(found.why)}</p>
<p class="source">${found.evidence === 'own' ? 'A limit of the library' : found.evidence}: ${joined(found.sources.map(sourceLink), '; ')}</p>
${extra.map((one) => html`<p class="source"><b>added</b> ${actionList(one.actions, isListed)}: ${said(one.reason)}</p>`)}`;
}

const actionList = (actions: readonly string[], isListed: Listed): Html =>
  joined(
    actions.map((one) => (isListed(one) ? actionLink(one) : code(one))),
    ', ',
  );

/** The policies that the library writes for a principal: what it may do, and who may be it. */
export function oursOf(access: Access, isListed: Listed): Html[] {
  const own = access.policies.filter(({ kind, version }) => version !== undefined || kind === 'trust');
  return own.map((policy) => {
    const statements = rawStatements(policy.document).map((statement) => ({
      json: statementJson(statement, isListed),
      note: reasonOf(statement, policy, access, isListed),
    }));
    const label = `${policy.kind === 'trust' ? 'Trust policy of ' : ''}${policy.path}`;
    return html`<h5>${policy.kind === 'trust' ? 'Who may assume the role' : 'Policy'} ${code(policy.path)}</h5>
${policyOf(label, policy.document?.Version ?? '2012-10-17', statements)}`;
  });
}

/** The policy of a bucket: folded, unless it lets somebody in. */
export function bucketPolicyOf({ allows, name, policy }: BucketFacts, isListed: Listed): Html {
  const statements = rawStatements(policy).map((statement) => {
    const found = allows.find(({ actions, why }) => why && [statement.Action].flat().join() === actions.join());
    const note = found ? [found.why, found.sources?.map((source) => html`. ${sourceLink(source)}`)] : denialOf(statement);
    return { json: statementJson(statement, isListed), note: html`<p>${note}</p>` };
  });
  const isOpen = allows.length > 0 ? html` open` : '';
  return html`<details${isOpen}><summary>Policy of the bucket ${code(name)}</summary>
${policyOf(`Policy of the bucket ${name}`, policy.Version, statements)}</details>`;
}

/** A policy of the vendor's page, with what is struck out. */
export function theirsShown({ page, statements, file }: Theirs, isListed: Listed): Html {
  const part = page.part ? html` (${page.part})` : '';
  return html`<h5>${sourceLink(page.source)}${part}</h5>
${policyOf(
  file,
  '2012-10-17',
  statements.map((one) => ({ json: statementJson(one.statement, isListed, one.struck), note: notesOf(one, isListed) })),
)}`;
}

function notesOf({ notes, struck }: TheirStatement, isListed: Listed): Part {
  if (notes.length === 0) {
    return html`<p>Granted as it stands.</p>`;
  }
  const rows = notes.map(({ actions, kind, reason, source }) => {
    const out = actions.some((action) => struck.includes(action));
    return html`<li><b class="${out ? 'out' : 'in'}">${kind}</b> ${actionList(actions, isListed)}: ${said(reason)} <span class="source">${sourceLink(source)}</span></li>`;
  });
  return html`<ul class="notes">${rows}</ul>`;
}
