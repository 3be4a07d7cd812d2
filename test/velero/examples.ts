import type { Example } from '../e2e/examples';
import { backUpAndRestore } from './workflow';

// TODO 7: every app of the folder examples that begins with the vendor's name; npm run demo -- --example velero-bucket deploys it.
export const EXAMPLES: Record<string, Example> = {
  'velero-bucket': {
    app: 'examples/velero-bucket.ts',
    stack: 'VeleroBucket',
    workflow: backUpAndRestore,
    findings: { 'AwsSolutions-S1': 'the smaller one has no access logs: the library makes no second bucket by itself' },
  },
};
