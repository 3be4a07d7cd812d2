import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectLockConfigurationCommand,
  GetObjectRetentionCommand,
  type ObjectIdentifier,
  PutObjectAclCommand,
  PutObjectCommand,
  PutObjectRetentionCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { allowed, type Call, ensure, refused } from '../../e2e/calls';
import { accessKeyIn } from '../../e2e/credentials';
import { harmWithBucket, harmWithKey } from '../../e2e/harm';
import { bytesOf, oldestVersion, versionsOf } from '../../e2e/objects';
import type { Place, Plan } from '../../e2e/workflow';
import { backupOfAFile, outside, type Storage, settings, thaw, unfinishedUploads, uploadInParts } from './storage';

/** The agent's work on a bucket whose versions it cannot delete; then a thief with its key, and an administrator who brings everything back. */
export async function backUpAndRecover(place: Place): Promise<Plan> {
  const { administrator, credentials, storage } = await agentOf(place, '');
  const { Bucket, s3 } = storage;
  return {
    secrets: [credentials.secretAccessKey],
    calls: [
      ...work(storage),
      allowed('s3 GetObjectLockConfiguration: there is none', async () => {
        const found = await s3.send(new GetObjectLockConfigurationCommand({ Bucket })).catch((error: Error) => error.name);
        ensure(found === 'ObjectLockConfigurationNotFoundError', JSON.stringify(found));
      }),
      allowed('s3 PutObject with the ACL bucket-owner-full-control', () =>
        s3.send(new PutObjectCommand({ Bucket, Key: 'CBB_pc/acl', Body: 'x', ACL: 'bucket-owner-full-control' })),
      ),
      refused('s3 PutObjectAcl, public', () => s3.send(new PutObjectAclCommand({ Bucket, Key: 'CBB_pc/acl', ACL: 'public-read' }))),
      ...theft(storage, administrator),
      ...harmWithBucket(place, credentials, { Bucket, Key: 'CBB_pc/acl' }),
      ...harmWithKey(place, credentials, Bucket),
    ],
  };
}

/** Below a prefix, with ACLs and a customer managed key; what the agent has locked, it cannot delete. */
export async function backUpBelowPrefix(place: Place): Promise<Plan> {
  const { administrator, credentials, storage } = await agentOf(place, `${place.stack.output('SetupPrefix')}/`);
  const { Bucket, prefix } = storage;
  const bare = prefix.slice(0, -1);
  const others = [`${bare}0/file`, `${bare}-file`, 'office/pc-2/file', 'file'];
  for (const Key of others) {
    await administrator.send(new PutObjectCommand({ Bucket, Key, Body: 'of somebody else' }));
  }
  return {
    secrets: [credentials.secretAccessKey],
    calls: [
      ...work(storage),
      ...outside(storage, others, [bare, 'office/', '', undefined]),
      ...acls(storage),
      ...locks(storage),
      ...harmWithBucket(place, credentials, { Bucket, Key: `${prefix}CBB_pc/file.txt` }),
      ...harmWithKey(place, credentials, Bucket),
    ],
  };
}

async function agentOf(place: Place, prefix: string) {
  const { stack, target } = place;
  const credentials = await accessKeyIn(place, stack.output('SetupSecretArn'));
  const storage: Storage = { s3: new S3Client(target.config(credentials)), Bucket: stack.output('SetupBucketName'), prefix };
  return { administrator: new S3Client(target.config()), credentials, storage };
}

const work = (storage: Storage): Call[] => [
  ...settings(storage),
  ...uploadInParts(storage),
  ...unfinishedUploads(storage),
  ...backupOfAFile(storage),
  ...thaw(storage),
];

/** With the key, everything that was backed up is deleted or overwritten. */
function theft({ Bucket, s3 }: Storage, administrator: S3Client): Call[] {
  const folder = 'CBB_pc/stolen/';
  const files = new Map(Array.from({ length: 6 }, (_, index) => [`${folder}${index}`, randomBytes(10_000)]));
  const keys = [...files.keys()];
  const equal = async ([Key, bytes]: [string, Buffer]) => (await bytesOf(s3, Bucket, Key).catch(() => undefined))?.equals(bytes) ?? false;
  let backedUp = new Date(0);
  return [
    allowed(`agent: backs up ${keys.length} files`, async () => {
      for (const [Key, Body] of files) {
        await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
      }
      const times = (await versionsOf(administrator, Bucket, folder)).map(({ LastModified }) => LastModified?.getTime() ?? 0);
      backedUp = new Date(Math.max(...times));
      await sleep(1100); // S3 tells times in seconds
    }),
    allowed('thief: overwrites some, once or more, deletes some, and some of both', async () => {
      for (const Key of [keys[0], keys[1], keys[1], keys[2]]) {
        await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'pay' }));
      }
      await deleteAll(
        s3,
        Bucket,
        [keys[2], keys[3], keys[4]].map((Key) => ({ Key })),
      );
      await s3.send(new DeleteObjectCommand({ Bucket, Key: keys[5] }));
    }),
    refused('thief: s3 DeleteObject of an old version', async () =>
      s3.send(new DeleteObjectCommand({ Bucket, Key: keys[0], VersionId: await oldestVersion(s3, Bucket, keys[0]) })),
    ),
    refused('thief: s3 DeleteObjects of one old version', async () =>
      deleteAll(s3, Bucket, [{ Key: keys[0], VersionId: await oldestVersion(s3, Bucket, keys[0]) }]),
    ),
    refused('thief: s3 DeleteObjects of all versions', async () => deleteAll(s3, Bucket, await versionsOf(s3, Bucket, folder))),
    allowed('agent: none of them is what it was', async () =>
      ensure(!(await Promise.all([...files].map(equal))).includes(true), 'the thief has done nothing'),
    ),
    allowed('administrator: brings back what was there before', () => recover(administrator, Bucket, folder, backedUp)),
    allowed('agent: reads every file, and the bytes are equal', async () =>
      ensure(!(await Promise.all([...files].map(equal))).includes(false), 'other bytes'),
    ),
  ];
}

/** Fails as S3 does for one object, if it refuses them one by one. */
async function deleteAll(s3: S3Client, Bucket: string, objects: Partial<ObjectIdentifier>[]): Promise<void> {
  const Objects = objects.map(({ Key, VersionId }) => ({ Key, VersionId }));
  const { Errors = [] } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
  if (Errors.length > 0) {
    const all = Errors.length === Objects.length && Errors.every(({ Code }) => Code === 'AccessDenied');
    throw Object.assign(new Error(`${Errors.length} of ${Objects.length}: ${Errors[0].Code}`), { name: all ? 'AccessDenied' : 'Some' });
  }
}

/** Copies over each key the version that was the newest then. */
async function recover(administrator: S3Client, Bucket: string, folder: string, then: Date): Promise<void> {
  const before = (await versionsOf(administrator, Bucket, folder)).filter(({ LastModified }) => LastModified && LastModified <= then);
  for (const Key of new Set(before.map((version) => version.Key))) {
    const VersionId = before.find((version) => version.Key === Key)?.VersionId;
    await administrator.send(new CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/${Key}?versionId=${VersionId}` }));
  }
}

/** `bucket-owner-read` gives nothing to the public, which the bucket refuses by itself: it is the permission that refuses it. */
function acls({ Bucket, prefix, s3 }: Storage): Call[] {
  const Key = `${prefix}CBB_pc/acl`;
  const version = () => oldestVersion(s3, Bucket, Key);
  return [
    ...(['private', 'bucket-owner-full-control'] as const).flatMap((ACL) => [
      allowed(`s3 PutObject with the ACL ${ACL}`, () => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x', ACL }))),
      allowed(`s3 PutObjectAcl ${ACL}`, () => s3.send(new PutObjectAclCommand({ Bucket, Key, ACL }))),
      allowed(`s3 PutObjectAcl ${ACL} of a version`, async () =>
        s3.send(new PutObjectAclCommand({ Bucket, Key, ACL, VersionId: await version() })),
      ),
    ]),
    ...(['public-read', 'bucket-owner-read'] as const).flatMap((ACL) => [
      refused(`s3 PutObject with the ACL ${ACL}`, () => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x', ACL }))),
      refused(`s3 PutObjectAcl ${ACL}`, () => s3.send(new PutObjectAclCommand({ Bucket, Key, ACL }))),
      refused(`s3 PutObjectAcl ${ACL} of a version`, async () =>
        s3.send(new PutObjectAclCommand({ Bucket, Key, ACL, VersionId: await version() })),
      ),
    ]),
  ];
}

function locks({ Bucket, prefix, s3 }: Storage): Call[] {
  const [locked, free] = [`${prefix}CBB_pc/locked`, `${prefix}CBB_pc/free`];
  const ObjectLockRetainUntilDate = new Date(Math.ceil(Date.now() / 1000) * 1000 + 3_600_000);
  const sooner = new Date(ObjectLockRetainUntilDate.getTime() - 1_800_000);
  const remove = async (Key: string, BypassGovernanceRetention?: boolean) =>
    s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId: await oldestVersion(s3, Bucket, Key), BypassGovernanceRetention }));
  const shorten = (BypassGovernanceRetention?: boolean) =>
    s3.send(
      new PutObjectRetentionCommand({
        Bucket,
        Key: locked,
        Retention: { Mode: 'GOVERNANCE', RetainUntilDate: sooner },
        BypassGovernanceRetention,
      }),
    );
  return [
    allowed('s3 GetObjectLockConfiguration: enabled', async () => {
      const { ObjectLockConfiguration: found } = await s3.send(new GetObjectLockConfigurationCommand({ Bucket }));
      ensure(found?.ObjectLockEnabled === 'Enabled', JSON.stringify(found));
    }),
    allowed('s3 PutObject with a retention', () =>
      s3.send(new PutObjectCommand({ Bucket, Key: locked, Body: 'x', ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate })),
    ),
    allowed('s3 GetObjectRetention: until then', async () => {
      const { Retention } = await s3.send(new GetObjectRetentionCommand({ Bucket, Key: locked }));
      ensure(Retention?.RetainUntilDate?.getTime() === ObjectLockRetainUntilDate.getTime(), JSON.stringify(Retention));
    }),
    refused('s3 DeleteObject of the locked version', () => remove(locked)),
    refused('s3 DeleteObject of the locked version, bypassing its retention', () => remove(locked, true)),
    refused('s3 PutObjectRetention, shorter', () => shorten()),
    refused('s3 PutObjectRetention, shorter, bypassing it', () => shorten(true)),
    allowed('s3 DeleteObject of a version that is not locked, which is gone', async () => {
      await s3.send(new PutObjectCommand({ Bucket, Key: free, Body: 'x' }));
      await remove(free);
      ensure((await versionsOf(s3, Bucket, free)).length === 0, 'still there');
    }),
  ];
}
