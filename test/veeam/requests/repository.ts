import { allowed, denied, type Row, throughS3, type World } from '../../matrix';
import { idOf } from '../../matrix/deployed';
import { FOLDER, MAXIMUM } from '../cases';

const RETENTION = ['s3:GetObjectRetention', 's3:PutObjectRetention'];
const VERSIONS = ['s3:GetObjectVersion', 's3:DeleteObjectVersion'];

/** Cases with a limit of retention in the policy of the bucket, for governance mode. */
const LIMITED = ['immutable-limited', 'folder', 'own-locked-bucket', 'archiver-network'];

export const objectIn = (bucket: string): string => `${bucket}/Veeam/Backup365/${FOLDER}/Organizations/data`;

/** Whether the case gives the repository a folder. */
export const isInFolder = (name: string): boolean => ['folder', 'folder-browse', 'setup-outputs'].includes(name);

/** What the user of a case may and may not do with the repository. */
export function ofRepository(name: string, here: World, bucket: string): Row[] {
  const not = (...cases: string[]) => !cases.includes(name);
  const inFolder = isInFolder(name);
  const locks = not('least-actions', 'least-actions-archive');
  const object = objectIn(bucket);
  const key = idOf(here, 'AWS::KMS::Key', /^Key/);
  const viaS3 = throughS3(here.env);
  return [
    ...(not('one-bucket', 'least-actions-archive')
      ? [
          ...allowed('shows the buckets to choose from', '*', 's3:ListAllMyBuckets'),
          ...allowed('shows the regions', `arn:${here.env.partition}:s3:::other`, 's3:GetBucketLocation'),
        ]
      : []),
    ...allowed('finds the region', bucket, 's3:GetBucketLocation'),
    ...allowed('reads the settings of the bucket', bucket, 's3:GetBucketVersioning', 's3:GetBucketObjectLockConfiguration'),
    ...allowed('finds incomplete uploads', bucket, 's3:ListBucketMultipartUploads'),
    ...allowed('writes, reads and deletes backups', object, 's3:PutObject', 's3:GetObject', 's3:DeleteObject'),
    ...allowed('uploads in parts', object, 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'),
    ...(locks ? allowed('locks, and purges what is not locked', object, ...RETENTION, ...VERSIONS) : []),
    ...(not('least-actions', 'immutable-limited') ? allowed('retrieves from the archive', object, 's3:RestoreObject') : []),
    ...(name === 'kms-key' && key
      ? allowed('uses the key through S3', { resource: here.arn(key), context: viaS3 }, 'kms:GenerateDataKey', 'kms:Decrypt')
      : []),
    ...ofListing({ bucket, locks, inFolder, browses: name === 'folder-browse' }),
    ...ofRetention(object, { locks, limited: LIMITED.includes(name), maximum: MAXIMUM, mode: 'GOVERNANCE', other: 'COMPLIANCE' }),
    ...(inFolder
      ? [`Veeam/Backup365/${FOLDER}-2/data`, `Veeam/Backup365/${FOLDER}`, 'data'].flatMap((beside) =>
          denied('beside the folder', `${bucket}/${beside}`, 's3:PutObject', 's3:GetObject', 's3:DeleteObject', ...(locks ? VERSIONS : [])),
        )
      : allowed('the whole bucket', `${bucket}/data`, 's3:PutObject')),
  ];
}

interface Listing {
  readonly bucket: string;
  readonly locks: boolean;
  readonly inFolder: boolean;
  readonly browses: boolean;
}

function ofListing({ bucket, browses, inFolder, locks }: Listing): Row[] {
  const [all, level] = [inFolder ? denied : allowed, inFolder && !browses ? denied : allowed];
  const at = (prefix: string | undefined, delimiter?: string) => ({
    resource: bucket,
    ...((prefix !== undefined || delimiter) && {
      context: { ...(prefix !== undefined && { 's3:prefix': prefix }), ...(delimiter && { 's3:delimiter': delimiter }) },
    }),
  });
  const own = `Veeam/Backup365/${FOLDER}/`;
  return [
    ...allowed('finds its backups', at(own), 's3:ListBucket', ...(locks ? ['s3:ListBucketVersions'] : [])),
    ...allowed('finds its backups', at(`${own}Organizations/`, '/'), 's3:ListBucket'),
    ...all('lists finance-2 as well', at(`Veeam/Backup365/${FOLDER}`), 's3:ListBucket'),
    ...all('the folder of another repository', at(`Veeam/Backup365/${FOLDER}-2/`), 's3:ListBucket'),
    ...all('all keys, from the root', at(''), 's3:ListBucket'),
    ...all('all keys, and HeadBucket', at(undefined), 's3:ListBucket'),
    ...all('all keys, cut at a letter', at(undefined, 'e'), 's3:ListBucket'),
    ...all('all keys of all repositories', at('Veeam/Backup365/'), 's3:ListBucket'),
    ...all('what is not of Veeam', at('other/', '/'), 's3:ListBucket'),
    ...['', undefined, 'Veeam/', 'Veeam/Backup365/'].flatMap((prefix) => level('walks to the folder', at(prefix, '/'), 's3:ListBucket')),
    ...(locks ? all('all versions, from the root', at('', '/'), 's3:ListBucketVersions') : []),
    ...(locks ? all('another folder', at(`Veeam/Backup365/${FOLDER}-2/`), 's3:ListBucketVersions') : []),
  ];
}

interface Retention {
  readonly locks: boolean;
  readonly limited: boolean;
  readonly maximum: number;
  readonly mode: 'GOVERNANCE' | 'COMPLIANCE';
  /** A mode that is refused where there is a limit. */
  readonly other?: 'COMPLIANCE';
}

export function ofRetention(resource: string, { limited, locks, maximum, mode, other }: Retention): Row[] {
  const actions = [...(locks ? ['s3:PutObjectRetention'] : []), 's3:PutObject'];
  const open = limited ? denied : allowed;
  const lock = (by: string, days: number, more: Record<string, string> = {}) => ({
    resource,
    context: { 's3:object-lock-mode': by, 's3:object-lock-remaining-retention-days': String(days), ...more },
  });
  return [
    ...allowed('locks a backup', lock(mode, 30), ...actions),
    ...allowed('locks a backup, as long as it may', lock(mode, maximum), ...actions),
    ...(other ? open('a mode that nobody can lift: open without lockMode', lock(other, 30), ...actions) : []),
    ...open('locks for too long: open without maximumRetention', lock(mode, maximum + 1), ...actions),
    ...open('locks for a hundred years: open without maximumRetention', lock(mode, 36_500), ...actions),
    ...open('a hold without an end: open without maximumRetention', lock(mode, 30, { 's3:object-lock-event-hold': 'ON' }), ...actions),
  ];
}
