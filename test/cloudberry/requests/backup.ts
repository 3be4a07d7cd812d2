import { join } from 'node:path';
import { allowed, denied, type Row, throughS3, type World } from '../../matrix';
import { bucketOf, idOf, principalOf } from '../../matrix/deployed';
import type { Asked } from '../../matrix/requests';
import { allBut } from '../../matrix/sessions';
import { PREFIX } from '../cases';

const USES = ['s3:PutObject', 's3:GetObject', 's3:GetObjectVersion', 's3:DeleteObject', 's3:DeleteObjectVersion'];

/** What of the permissions an agent has: by default those of the current list, which purge old versions, on the whole bucket. */
export interface Agent {
  readonly folder: string;
  readonly limited?: boolean;
  readonly kb1034?: boolean;
  readonly readsLock?: boolean;
  readonly purges?: boolean;
}

/** What an agent is asked, of a bucket of its own. */
export function ofBackup(name: string, here: World): Asked[] {
  const has = (...cases: string[]) => cases.includes(name);
  const bucket = bucketOf(here, /^(Backup|Mine)/);
  const object = `${bucket}/${PREFIX}/2026/file`;
  const agent: Agent = {
    folder: PREFIX,
    limited: name.endsWith('-prefix') || has('backup-browse'),
    kb1034: name.includes('kb1034'),
    readsLock: !has('backup-kb1034', 'backup-kb1034-prefix'),
    purges: !has('backup-recoverable', 'backup-own-bucket'),
  };
  return [
    {
      who: principalOf(here),
      rows: [
        ...ofAgent(agent, here, bucket),
        ...(agent.limited ? ofLevels(PREFIX, bucket, has('backup-browse') ? allowed : denied) : []),
        ...denied('issues temporary credentials', federated(here, 'any'), 'sts:GetFederationToken'),
        ...(has('backup-gfs') ? ofLocks(object) : []),
        ...(has('backup-lock-by-agent') ? allowed('changes the lock', bucket, 's3:PutBucketObjectLockConfiguration') : []),
        ...(has('backup-lifecycle', 'backup-lock-by-agent')
          ? allowed('writes lifecycle rules', bucket, 's3:PutLifecycleConfiguration', 's3:GetLifecycleConfiguration')
          : []),
        ...(has('backup-several-buckets') ? ofSeveral(here) : []),
      ],
      place: { bucket, object, outside: agent.limited ? `${bucket}/elsewhere/file` : undefined },
      lives: has('backup-existing-user') ? allBut(bucket) : undefined,
      tls: !has('backup-own-bucket', 'backup-imported-bucket'), // the policy of your own bucket is yours
    },
  ];
}

export function ofAgent(agent: Agent, here: World, bucket: string): Row[] {
  return [...allowed('shows the buckets', '*', 's3:ListAllMyBuckets'), ...onBucket(agent, bucket), ...useOfKey(here)];
}

function onBucket({ folder, kb1034, limited = false, purges = true, readsLock = true }: Agent, bucket: string): Row[] {
  const object = `${bucket}/${folder}/2026/file`;
  const setUp = ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:GetBucketPolicy', 's3:GetBucketRequestPayment', 's3:GetBucketVersioning'];
  const current = ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:RestoreObject'];
  return [
    ...allowed('reads the settings of the bucket', bucket, ...setUp),
    ...allowed('backs up and restores', object, 's3:PutObject', 's3:GetObject', 's3:GetObjectVersion', 's3:DeleteObject'),
    ...allowed('reads the ACL', object, 's3:GetObjectAcl', 's3:GetObjectVersionAcl'),
    ...(kb1034 ? [] : allowed('only the current list', bucket, 's3:ListBucketMultipartUploads')),
    ...(kb1034 ? [] : allowed('only the current list', object, ...current)),
    ...(readsLock ? allowed('reads the lock', bucket, 's3:GetBucketObjectLockConfiguration') : []),
    ...(purges ? allowed('purges old versions', object, 's3:DeleteObjectVersion') : []),
    ...ofFolder(folder, limited, bucket, kb1034 ? ['s3:ListBucket'] : ['s3:ListBucket', 's3:ListBucketVersions']),
    ...ofAcl(object),
    ...(limited ? outside(bucket, [...USES, ...(kb1034 ? [] : current)]) : []),
  ];
}

/** What a prefix withholds. */
const outside = (bucket: string, actions: readonly string[]): Row[] => [
  ...denied('outside of its prefix', `${bucket}/elsewhere/file`, ...actions),
  ...denied('outside of its prefix', { resource: `${bucket}/elsewhere/file`, context: { 's3:x-amz-acl': 'private' } }, 's3:PutObjectAcl'),
];

function ofLocks(resource: string): Row[] {
  const until = (days: string) => ({ resource, context: { 's3:object-lock-remaining-retention-days': days } });
  return [
    ...allowed('reads the end of locks', resource, 's3:GetObjectRetention'),
    ...allowed('locks objects', until('3651'), 's3:PutObjectRetention', 's3:PutObject'),
    ...denied('locks for longer than the limit', until('3652'), 's3:PutObjectRetention', 's3:PutObject'),
    ...denied(
      'holds without an end',
      { resource, context: { 's3:object-lock-event-hold': 'ON' } },
      's3:PutObjectRetention',
      's3:PutObject',
    ),
  ];
}

/** The key of the bucket, if there is one. */
export function useOfKey(here: World, id = /./): Row[] {
  const key = idOf(here, 'AWS::KMS::Key', id);
  const context = throughS3(here.env);
  return key ? allowed('uses the key through S3', { resource: here.arn(key), context }, 'kms:GenerateDataKey', 'kms:Decrypt') : [];
}

function ofFolder(folder: string, limited: boolean, bucket: string, lists: readonly string[]): Row[] {
  const listed = (prefix: string | undefined) => ({ resource: bucket, ...(prefix !== undefined && { context: { 's3:prefix': prefix } }) });
  const beside = limited ? denied : allowed;
  return [
    ...allowed('finds its backups', listed(`${folder}/`), ...lists),
    ...allowed('finds its backups', listed(`${folder}/2026/`), ...lists),
    ...beside('the neighbours as well', listed(folder), ...lists),
    ...beside('the neighbour', listed(`${folder}0/`), ...lists),
    ...beside('the whole bucket', listed(''), ...lists),
    ...beside('the whole bucket', listed(undefined), ...lists),
    ...(limited
      ? [`${folder}0/file`, folder.slice(0, -1), join(folder, '..', 'file'), folder].flatMap((key) =>
          denied('beside the prefix', `${bucket}/${key}`, ...USES),
        )
      : allowed('the whole bucket', `${bucket}/anything`, 's3:PutObject')),
  ];
}

/** The levels from the root to the folder, of a single delimiter; nothing beside them, and no versions. */
function ofLevels(folder: string, bucket: string, level: typeof allowed): Row[] {
  const [first] = folder.split('/');
  const at = (delimiter: string | undefined, prefix?: string) => ({
    resource: bucket,
    context: { ...(delimiter && { 's3:delimiter': delimiter }), ...(prefix !== undefined && { 's3:prefix': prefix }) },
  });
  return [
    ...[undefined, '', `${first}/`].flatMap((prefix) => level('browses to the folder', at('/', prefix), 's3:ListBucket')),
    ...denied('all keys of the level', at(undefined, `${first}/`), 's3:ListBucket'),
    ...['', `${first}/`].flatMap((prefix) => [
      ...denied('all keys below, cut at a letter', at('e', prefix), 's3:ListBucket'),
      ...denied('old versions', at('/', prefix), 's3:ListBucketVersions'),
    ]),
    ...[first, `${first}/pc`, `${first}/pc-2/`, 'other/'].flatMap((prefix) => denied('beside the way', at('/', prefix), 's3:ListBucket')),
  ];
}

export const federated = ({ env }: World, session: string) => `arn:${env.partition}:sts::${env.account}:federated-user/${session}`;

export function ofAcl(resource: string): Row[] {
  const acls = ['s3:PutObjectAcl', 's3:PutObjectVersionAcl'];
  const acl = (context: Record<string, string>) => ({ resource, context });
  return [
    ...allowed('the ACL of an upload', acl({ 's3:x-amz-acl': 'private' }), ...acls),
    ...allowed('the ACL of an upload', acl({ 's3:x-amz-acl': 'bucket-owner-full-control' }), ...acls),
    ...denied('publishes a backup', acl({ 's3:x-amz-acl': 'public-read' }), ...acls),
    ...denied('publishes a backup', acl({ 's3:x-amz-grant-read': 'uri=everybody' }), ...acls),
    ...denied('an ACL in the body', resource, ...acls),
  ];
}

/** Each with its own prefix, and none beside them. */
function ofSeveral(here: World): Row[] {
  const second = here.arn(idOf(here, 'AWS::S3::Bucket', /^Second/) ?? 'none');
  const third = `arn:${here.env.partition}:s3:::example-bucket`;
  return [...onBucket({ folder: PREFIX, limited: true }, second), ...onBucket({ folder: PREFIX }, third)];
}
