import type { Example } from '../e2e/examples';
import { archiveAndRestoreAsRole, archiveAndRestoreAsUser, fetchAsRole, onlyOneUse } from './workflow';

/** AWS's example account, not Logz.io's: theirs is shown in their console only. */
const BY_ROLE = {
  context: { logzioAccountId: '444455556666', logzioExternalId: 'logzio:aws:extid:example0nktixxe8q' },
  localOnly: 'it acts as the account of Logz.io, which nobody else can do',
};

export const EXAMPLES: Record<string, Example> = {
  'logzio-archive': { app: 'examples/logzio-archive.ts', stack: 'LogzioArchive', workflow: archiveAndRestoreAsUser },
  'logzio-archive-role': {
    app: 'examples/logzio-archive-role.ts',
    stack: 'LogzioArchiveRole',
    ...BY_ROLE,
    workflow: archiveAndRestoreAsRole,
    findings: { 'AwsSolutions-S1': 'the smaller one has no access logs: the library makes no second bucket by itself' },
  },
  'logzio-s3-fetcher': {
    app: 'examples/logzio-s3-fetcher.ts',
    stack: 'LogzioS3Fetcher',
    ...BY_ROLE,
    workflow: fetchAsRole,
    findings: { 'AwsSolutions-S1': 'the bucket stands for one that you have' },
  },
  'logzio-one-use': { app: 'test/logzio/apps/one-use.ts', stack: 'LogzioOneUse', workflow: onlyOneUse },
};
