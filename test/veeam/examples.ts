import type { Example } from '../e2e/examples';
import { backupRepository } from './workflow/backup';
import { backup, immutableCopy, managedNetwork } from './workflow/repository';

export const EXAMPLES: Record<string, Example> = {
  'veeam-m365-backup': { app: 'examples/veeam-m365-backup.ts', stack: 'VeeamM365Backup', workflow: backup },
  'veeam-m365-immutable-copy': {
    app: 'examples/veeam-m365-immutable-copy.ts',
    stack: 'VeeamM365ImmutableCopy',
    context: { veeamProxyCidr: '203.0.113.7/32' },
    workflow: immutableCopy,
    findings: { 'AwsSolutions-VPC7': 'no flow logs: the library makes none by itself' },
    inUse: 'AWS::EC2::VPC', // a subnet and a group of production, which the appliance must not touch
    localOnly: 'it locks objects, which nobody could delete afterwards, and makes roles and instances of its own to be refused',
  },
  'veeam-backup-repository': {
    app: 'examples/veeam-backup-repository.ts',
    stack: 'VeeamBackupRepository',
    context: { veeamProxyCidr: '203.0.113.7/32' },
    workflow: backupRepository,
    findings: { 'AwsSolutions-VPC7': 'no flow logs: the library makes none by itself' },
    inUse: 'AWS::EC2::VPC', // a subnet and a group of production, which the appliance must not touch
    localOnly: 'it locks objects, which nobody could delete afterwards, and makes roles and instances of its own to be refused',
  },
  'veeam-managed-network': {
    app: 'test/veeam/apps/managed-network.ts',
    stack: 'VeeamManagedNetwork',
    workflow: managedNetwork,
    localOnly: 'it makes networks and instances that it would leave if it failed',
  },
};
