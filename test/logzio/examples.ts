import type { Example } from '../e2e/examples';
import { archiveAndRestoreAsRole, archiveAndRestoreAsUser, fetchAsRole, onlyOneUse } from './workflow';

export const EXAMPLES: Record<string, Example> = {
  'logzio-archive': { app: 'examples/logzio-archive.ts', stack: 'LogzioArchive', workflow: archiveAndRestoreAsUser },
  'logzio-archive-role': {
    app: 'examples/logzio-archive-role.ts',
    stack: 'LogzioArchiveRole',
    // AWS's example account, not Logz.io's: theirs is shown in their console only
    context: { logzioAccountId: '444455556666', logzioExternalId: 'logzio:aws:extid:example0nktixxe8q' },
    workflow: archiveAndRestoreAsRole,
    findings: { 'AwsSolutions-S1': 'the smaller one has no access logs: the library makes no second bucket by itself' },
    localOnly: 'it acts as the account of Logz.io, which nobody else can do',
  },
  'logzio-s3-fetcher': {
    app: 'examples/logzio-s3-fetcher.ts',
    stack: 'LogzioS3Fetcher',
    context: { logzioAccountId: '444455556666', logzioExternalId: 'logzio:aws:extid:example0nktixxe8q' },
    workflow: fetchAsRole,
    findings: { 'AwsSolutions-S1': 'the bucket stands for one that you have' },
    localOnly: 'it acts as the account of Logz.io, which nobody else can do',
  },
  'logzio-one-use': { app: 'test/logzio/apps/one-use.ts', stack: 'LogzioOneUse', workflow: onlyOneUse },
};
