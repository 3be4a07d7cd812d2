import { randomBytes } from 'node:crypto';
import { IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import * as s3 from '@aws-sdk/client-s3';
import type { Credentials } from '../local-aws/local-aws';
import type { RequestOptions, Who, World } from '../matrix';
import { allowed, type Call, refused } from './calls';
import type { Target } from './target';

/** A principal and its bucket: as they are deployed, and as the simulator knows them from the reviewed template. */
export interface Probed {
  readonly target: Target;
  readonly credentials: Credentials;
  readonly world: World;
  readonly who: Who;
  readonly Bucket: string;
}

type Judged = [action: string, resource: string, options?: RequestOptions];

interface Probe {
  readonly name: string;
  /** What IAM is asked, all of which has to be allowed. */
  readonly needs: Judged[];
  readonly send: () => Promise<unknown>;
}

/** Any answer of the service but a refusal: a call may well fail for want of something. */
const unlessRefused = (send: Probe['send']) => () =>
  send().catch((error: Error & { $metadata?: { httpStatusCode?: number } }) => {
    if (error.$metadata?.httpStatusCode === 403) {
      throw error;
    }
  });

/**
 * Calls of the deployed principal, whose outcome is foretold by the simulator on the reviewed template: two judges who know nothing of each
 * other. The keys are at the bucket's root, below the prefix that the template names, and beside it.
 */
export async function probes(probed: Probed): Promise<Call[]> {
  const administrator = new s3.S3Client(probed.target.config());
  const calls: Call[] = [];
  for (const { name, needs, send } of await probesOf(probed, administrator)) {
    const verdicts = await Promise.all(
      needs.map(([action, resource, options]) => probed.who.can(action, resource, fromHere(probed, options))),
    );
    calls.push((verdicts.every((verdict) => verdict === 'Allowed') ? allowed : refused)(name, unlessRefused(send)));
  }
  return calls;
}

/** The local AWS sees the loopback address; AWS, one that nobody here knows. */
const fromHere = ({ target }: Probed, options: RequestOptions = {}): RequestOptions =>
  target.kind === 'local' ? { ...options, context: { 'aws:SourceIp': '127.0.0.1', ...options.context } } : options;

async function probesOf(probed: Probed, administrator: s3.S3Client): Promise<Probe[]> {
  const { Bucket } = probed;
  const prefix = prefixOf(probed);
  const keys = [...new Set(['probe.txt', `${prefix}probe.txt`, `${besides(prefix)}probe.txt`])];
  for (const Key of keys) {
    await administrator.send(new s3.PutObjectCommand({ Bucket, Key, Body: randomBytes(100) }));
  }
  return [...ofBucket(probed), ...ofListings(probed, prefix), ...(await Promise.all(keys.map((key) => ofObject(probed, key)))).flat()];
}

/** The path below which the template's policies name objects; empty for the whole bucket. */
function prefixOf({ Bucket, world }: Probed): string {
  const found = new RegExp(`:::${Bucket}/([^"*]+/)\\*`).exec(JSON.stringify(world.documents.filter(({ kind }) => kind !== 'bucket')));
  return found?.[1] ?? '';
}

/** Another path, whose name begins with the same letters. */
const besides = (prefix: string) => (prefix === '' ? 'elsewhere/' : prefix.replace(/\/$/, '-2/'));

function ofBucket({ Bucket, credentials, target }: Probed): Probe[] {
  const client = new s3.S3Client(target.config(credentials));
  const bucket = `arn:aws:s3:::${Bucket}`;
  const other = `cdk-hnb659fds-assets-${target.account}-${target.region}`;
  const on = (action: string): Judged[] => [[action, bucket]];
  const LifecycleConfiguration = {
    Rules: [{ ID: 'late', Status: 'Enabled' as const, Filter: { Prefix: '' }, Expiration: { Days: 3650 } }],
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [] });
  return [
    {
      name: 's3 GetBucketLocation',
      needs: on('s3:GetBucketLocation'),
      send: () => client.send(new s3.GetBucketLocationCommand({ Bucket })),
    },
    {
      name: 's3 GetBucketVersioning',
      needs: on('s3:GetBucketVersioning'),
      send: () => client.send(new s3.GetBucketVersioningCommand({ Bucket })),
    },
    { name: 's3 GetBucketPolicy', needs: on('s3:GetBucketPolicy'), send: () => client.send(new s3.GetBucketPolicyCommand({ Bucket })) },
    { name: 's3 GetBucketAcl', needs: on('s3:GetBucketAcl'), send: () => client.send(new s3.GetBucketAclCommand({ Bucket })) },
    {
      name: 's3 GetObjectLockConfiguration',
      needs: on('s3:GetBucketObjectLockConfiguration'),
      send: () => client.send(new s3.GetObjectLockConfigurationCommand({ Bucket })),
    },
    {
      name: 's3 GetBucketLifecycleConfiguration',
      needs: on('s3:GetLifecycleConfiguration'),
      send: () => client.send(new s3.GetBucketLifecycleConfigurationCommand({ Bucket })),
    },
    {
      name: 's3 PutBucketLifecycleConfiguration',
      needs: on('s3:PutLifecycleConfiguration'),
      send: () => client.send(new s3.PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration })),
    },
    {
      name: 's3 PutBucketPolicy',
      needs: on('s3:PutBucketPolicy'),
      send: () => client.send(new s3.PutBucketPolicyCommand({ Bucket, Policy })),
    },
    {
      name: 's3 PutBucketVersioning',
      needs: on('s3:PutBucketVersioning'),
      send: () => client.send(new s3.PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Suspended' } })),
    },
    {
      name: 's3 DeleteBucketPolicy',
      needs: on('s3:DeleteBucketPolicy'),
      send: () => client.send(new s3.DeleteBucketPolicyCommand({ Bucket })),
    },
    { name: 's3 DeleteBucket', needs: on('s3:DeleteBucket'), send: () => client.send(new s3.DeleteBucketCommand({ Bucket })) },
    {
      name: 's3 ListMultipartUploads',
      needs: on('s3:ListBucketMultipartUploads'),
      send: () => client.send(new s3.ListMultipartUploadsCommand({ Bucket })),
    },
    { name: 's3 ListBuckets', needs: [['s3:ListAllMyBuckets', '*']], send: () => client.send(new s3.ListBucketsCommand()) },
    {
      name: 's3 GetBucketLocation of another bucket',
      needs: [['s3:GetBucketLocation', `arn:aws:s3:::${other}`]],
      send: () => client.send(new s3.GetBucketLocationCommand({ Bucket: other })),
    },
    {
      name: 's3 PutObject into another bucket',
      needs: [['s3:PutObject', `arn:aws:s3:::${other}/probe.txt`]],
      send: () => client.send(new s3.PutObjectCommand({ Bucket: other, Key: 'probe.txt', Body: 'x' })),
    },
    {
      name: 's3 ListObjects of another bucket',
      needs: [['s3:ListBucket', `arn:aws:s3:::${other}`]],
      send: () => client.send(new s3.ListObjectsV2Command({ Bucket: other })),
    },
    {
      name: 'iam ListUsers',
      needs: [['iam:ListUsers', '*']],
      send: () => new IAMClient(target.config(credentials)).send(new ListUsersCommand()),
    },
  ];
}

function ofListings({ Bucket, credentials, target }: Probed, prefix: string): Probe[] {
  const client = new s3.S3Client(target.config(credentials));
  const listings = new Set([undefined, prefix || 'a/', `${prefix}deeper/`, besides(prefix), 'Veeam/']);
  return [...listings].flatMap((Prefix) => {
    const context = Prefix === undefined ? undefined : { 's3:prefix': Prefix };
    const below = Prefix === undefined ? 'the whole bucket' : Prefix;
    const on = (action: string): Judged[] => [[action, `arn:aws:s3:::${Bucket}`, { context }]];
    return [
      {
        name: `s3 ListObjects of ${below}`,
        needs: on('s3:ListBucket'),
        send: () => client.send(new s3.ListObjectsV2Command({ Bucket, Prefix })),
      },
      {
        name: `s3 ListObjectVersions of ${below}`,
        needs: on('s3:ListBucketVersions'),
        send: () => client.send(new s3.ListObjectVersionsCommand({ Bucket, Prefix })),
      },
    ];
  });
}

async function ofObject({ Bucket, credentials, target, world }: Probed, Key: string): Promise<Probe[]> {
  const client = new s3.S3Client(target.config(credentials));
  const http = new s3.S3Client(target.plainHttp(credentials));
  const object = `arn:aws:s3:::${Bucket}/${Key}`;
  const on = (action: string, options?: RequestOptions): Judged[] => [[action, object, options]];
  const context = { 'kms:ViaService': `s3.${target.region}.amazonaws.com` };
  const key = [...world.resources.values()].find(({ type, properties }) => type === 'AWS::KMS::Key' && properties)?.arn;
  const encrypted = key !== undefined && (await encryptedWith(target, Bucket, key));
  const withKey = (action: string): Judged[] => (encrypted ? [[action, key, { context }]] : []);
  return [
    {
      name: `s3 PutObject ${Key}`,
      needs: [...on('s3:PutObject'), ...withKey('kms:GenerateDataKey')],
      send: () => client.send(new s3.PutObjectCommand({ Bucket, Key, Body: 'x' })),
    },
    {
      name: `s3 GetObject ${Key}`,
      needs: [...on('s3:GetObject'), ...withKey('kms:Decrypt')],
      send: () => client.send(new s3.GetObjectCommand({ Bucket, Key })),
    },
    { name: `s3 GetObjectAcl ${Key}`, needs: on('s3:GetObjectAcl'), send: () => client.send(new s3.GetObjectAclCommand({ Bucket, Key })) },
    {
      name: `s3 PutObjectTagging ${Key}`,
      needs: on('s3:PutObjectTagging'),
      send: () => client.send(new s3.PutObjectTaggingCommand({ Bucket, Key, Tagging: { TagSet: [] } })),
    },
    {
      name: `s3 AbortMultipartUpload ${Key}`,
      needs: on('s3:AbortMultipartUpload'),
      send: () => client.send(new s3.AbortMultipartUploadCommand({ Bucket, Key, UploadId: 'none' })),
    },
    {
      name: `s3 PutObject ${Key} over plain http`,
      needs: on('s3:PutObject', { secure: false }),
      send: () => http.send(new s3.PutObjectCommand({ Bucket, Key, Body: 'x' })),
    },
    { name: `s3 DeleteObject ${Key}`, needs: on('s3:DeleteObject'), send: () => client.send(new s3.DeleteObjectCommand({ Bucket, Key })) },
  ];
}

async function encryptedWith(target: Target, Bucket: string, key: string): Promise<boolean> {
  const { ServerSideEncryptionConfiguration } = await new s3.S3Client(target.config()).send(new s3.GetBucketEncryptionCommand({ Bucket }));
  return JSON.stringify(ServerSideEncryptionConfiguration).includes(key);
}
