import type { DocumentKind, TemplateDocument } from './documents';

/** Characters of a document as IAM counts them: without white space outside of texts. */
export const policySize = (document: TemplateDocument): number => JSON.stringify(document.policy).replace(/\s/g, '').length;

// Documents that stand alone, and what they may have.
const EACH: Partial<Record<DocumentKind, number>> = {
  managed: 6144,
  trust: 2048,
  bucket: 20480,
  secret: 20480,
  endpoint: 20480,
  key: 32768,
};

// All inline documents of one principal together.
const TOGETHER = { user: 2048, group: 5120, role: 10240 } as const;

/** Findings for documents above the quotas of IAM, S3, KMS and EC2. */
export function sizeFindings(documents: TemplateDocument[]): string[] {
  const findings: string[] = [];
  for (const document of documents) {
    const [size, limit] = [policySize(document), EACH[document.kind] ?? Number.POSITIVE_INFINITY];
    if (size > limit) findings.push(`${document.name}: ${size} characters, more than the ${limit} of a ${document.kind} policy`);
  }
  for (const kind of ['user', 'group', 'role'] as const) {
    const inline = documents.filter((d) => ['user', 'group', 'role'].includes(d.kind));
    for (const name of new Set(inline.flatMap((d) => d[`${kind}s`]))) {
      const size = inline.filter((d) => d[`${kind}s`].includes(name)).reduce((sum, d) => sum + policySize(d), 0);
      if (size > TOGETHER[kind]) findings.push(`${kind} ${name}: ${size} characters inline, more than the ${TOGETHER[kind]} of a ${kind}`);
    }
  }
  return findings;
}
