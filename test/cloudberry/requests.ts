import { SHARED_BY_ANYONE } from '../matrix/deployed';
import type { Requests } from '../matrix/requests';
import { BACKUP_CASES, MANAGED_CASES } from './cases';
import { ofBackup } from './requests/backup';
import { ofManaged, trustedManaged } from './requests/managed';
import { ofRestore, trustedRestore } from './requests/restore';

export const REQUESTS: Requests = {
  openAccounts: [SHARED_BY_ANYONE],
  onlyInAws: ['restore-other-region'],
  asked: (name, here) => (name in BACKUP_CASES ? ofBackup : name in MANAGED_CASES ? ofManaged : ofRestore)(name, here),
  trusted: (name, here) => [...trustedManaged(name, here), ...trustedRestore(name, here)],
  wildcards: [
    { action: '*', effect: 'Deny', reason: 'denies everything to sessions that were revoked' },
    { action: 'ec2:Describe*', reason: "AWS's own list for the service role" },
  ],
};
