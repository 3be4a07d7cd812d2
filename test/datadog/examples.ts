import type { Example } from '../e2e/examples';
import { archiveAndRehydrate, openAndClose } from './workflow';

const localOnly = 'it acts as the account of Datadog, which nobody else can do';

export const EXAMPLES: Record<string, Example> = {
  'datadog-archive': {
    app: 'examples/datadog-archive.ts',
    stack: 'DatadogArchive',
    context: { datadogExternalId: '5f1c3a9b7d2e4c60' },
    workflow: archiveAndRehydrate,
    localOnly,
  },
  'datadog-pending-role': { app: 'test/datadog/apps/pending-role.ts', stack: 'DatadogPendingRole', workflow: openAndClose, localOnly },
};
