import { bucketOf, principalOf, SHARED_BY_ANYONE } from '../matrix/deployed';
import type { Asked, Requests } from '../matrix/requests';
import { allBut } from '../matrix/sessions';
import { ARCHIVER_CASES, BACKUP_APPLIANCE_CASES, BACKUP_CASES } from './cases';
import { anybody, ofArchiver, ofEndpoint } from './requests/archiver';
import { ofBackup } from './requests/backup';
import { isInFolder, objectIn, ofRepository } from './requests/repository';

export const REQUESTS: Requests = {
  openAccounts: [SHARED_BY_ANYONE],
  onlyInAws: ['archiver-other-region'],
  asked(name, here) {
    if (name in BACKUP_CASES || name in BACKUP_APPLIANCE_CASES) return ofBackup(name, here);
    const bucket = bucketOf(here, /^(Repository|Mine)/);
    const browses = !['one-bucket', 'least-actions-archive'].includes(name);
    const ofVeeam: Asked = {
      who: principalOf(here),
      rows: [...ofRepository(name, here, bucket), ...(name in ARCHIVER_CASES ? ofArchiver(name, here) : [])],
      place: { bucket, object: objectIn(bucket), outside: isInFolder(name) ? `${bucket}/Veeam/Backup365/other/data` : undefined },
      tls: !['own-bucket', 'own-locked-bucket', 'imported-bucket'].includes(name),
      lives: name.endsWith('existing-user') ? allBut(bucket) : undefined,
      anyBucket: browses ? ['s3:GetBucketLocation'] : [],
    };
    const policed = ['archiver-network', 'archiver-network-any-repository'].includes(name);
    return policed ? [ofVeeam, { who: anybody(here), rows: ofEndpoint(name === 'archiver-network', here) }] : [ofVeeam];
  },
};
