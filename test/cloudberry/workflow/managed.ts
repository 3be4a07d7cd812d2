import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import {
  DeleteObjectCommand,
  GetBucketAclCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetFederationTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { allowed, type Call, ensure, invalid, refused } from '../../e2e/calls';
import { accessKeyIn, sessionOf } from '../../e2e/credentials';
import { harmWithBucket, harmWithKey } from '../../e2e/harm';
import { bytesOf, oldestVersion, versionsOf } from '../../e2e/objects';
import type { Place, Plan } from '../../e2e/workflow';
import type { Credentials } from '../../local-aws/local-aws';
import { backupOfAFile, outside, type Storage, settings, thaw, unfinishedUploads, uploadInParts } from './storage';

const CUSTOMERS = ['A', 'AB', 'A-1', 'A-10'];
const nameOf = (customer: string) => `customer-${customer}`;
const folderOf = (customer: string) => `customers/${customer}`;
const fileOf = (customer: string) => `${folderOf(customer)}/of-the-customer`;

/** The provider hands out sessions to its customers, each of which reaches the files of that customer only; and ends them. */
export async function handOutSessions(place: Place): Promise<Plan> {
  const { stack, target } = place;
  const provider = await accessKeyIn(place, stack.output('SetupSecretArn'));
  const Bucket = stack.output('SetupBucketName');
  const storage = (credentials: Credentials, prefix: string): Storage => ({ Bucket, prefix, s3: new S3Client(target.config(credentials)) });
  const sessions = new Map<string, Storage>();
  for (const customer of CUSTOMERS) {
    sessions.set(customer, storage(await federate(place, provider, customer), `${folderOf(customer)}/`));
  }
  const own = storage(provider, '');
  return {
    secrets: [provider.secretAccessKey],
    calls: [
      ...ofTheProvider(own),
      ...[...sessions].flatMap(([customer, session]) => named(nameOf(customer), ofTheCustomer(session, customer))),
      ...[...sessions].flatMap(([customer, session]) => named(nameOf(customer), notOfTheCustomer(session, customer))),
      ...(await otherSessions(place, provider, own)),
      ...names(place, provider),
      ...named('provider', harmWithBucket(place, provider, { Bucket, Key: fileOf('A') })),
      ...named('provider', harmWithKey(place, provider, Bucket)),
      ...revocation(place, provider, own, sessions.get('A') as Storage),
    ],
  };
}

const named = (who: string, calls: Call[]) => calls.map((call) => ({ ...call, name: `${who}: ${call.name}` }));

const getToken = ({ target }: Place, provider: Credentials, Name: string, Policy?: string) =>
  new STSClient(target.config(provider)).send(new GetFederationTokenCommand({ Name, Policy, DurationSeconds: 900 }));

/** With the session policy that the stack gives out for the customer, unless it is another. */
async function federate(place: Place, provider: Credentials, customer: string, policy?: string | null): Promise<Credentials> {
  const Policy = policy === undefined ? place.stack.output(`SessionPolicycustomer${customer.replace('-', '')}`) : (policy ?? undefined);
  return sessionOf((await getToken(place, provider, nameOf(customer), Policy)).Credentials);
}

/** All that the sessions are refused is allowed to the provider itself, so that it is the session policy which refuses it. */
function ofTheProvider(storage: Storage): Call[] {
  const { Bucket, s3 } = storage;
  return named('provider', [
    ...settings(storage),
    ...unfinishedUploads(storage),
    ...['customers/A', 'customers/', '', undefined].flatMap((Prefix) => [
      allowed(`s3 ListObjects of prefix ${Prefix}`, () => s3.send(new ListObjectsV2Command({ Bucket, Prefix, Delimiter: '/' }))),
      allowed(`s3 ListObjectVersions of prefix ${Prefix}`, () => versionsOf(s3, Bucket, Prefix)),
    ]),
  ]);
}

function ofTheCustomer(storage: Storage, customer: string): Call[] {
  const { Bucket, prefix, s3 } = storage;
  const Key = fileOf(customer);
  const Body = randomBytes(1000);
  return [
    allowed('s3 GetBucketLocation', () => s3.send(new GetBucketLocationCommand({ Bucket }))),
    allowed('s3 GetBucketVersioning: enabled', async () => {
      const { Status } = await s3.send(new GetBucketVersioningCommand({ Bucket }));
      ensure(Status === 'Enabled', `${Status}`);
    }),
    allowed(`s3 PutObject ${Key}`, () => s3.send(new PutObjectCommand({ Bucket, Key, Body }))),
    allowed('s3 GetObject of it, and the bytes are equal', async () =>
      ensure((await bytesOf(s3, Bucket, Key)).equals(Body), 'other bytes'),
    ),
    allowed(`s3 ListObjects of prefix '${prefix}': that one`, async () => {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: prefix }));
      ensure(Contents.map((found) => found.Key).join() === Key, JSON.stringify(Contents));
    }),
    ...(customer === 'A' ? [...backupOfAFile(storage), ...uploadInParts(storage), ...thaw(storage)] : []),
  ];
}

/** Runs when all customers have written their files: what is refused is there. */
function notOfTheCustomer(storage: Storage, customer: string): Call[] {
  const { Bucket, s3 } = storage;
  const others = CUSTOMERS.filter((other) => other !== customer);
  return [
    ...outside(storage, others.map(fileOf), [
      ...others.map((other) => `${folderOf(other)}/`),
      folderOf(customer),
      'customers/',
      '',
      undefined,
    ]),
    refused('s3 DeleteObject of an old version', async () =>
      s3.send(new DeleteObjectCommand({ Bucket, Key: fileOf(customer), VersionId: await oldestVersion(s3, Bucket, fileOf(customer)) })),
    ),
    refused('s3 ListMultipartUploads', () => s3.send(new ListMultipartUploadsCommand({ Bucket }))),
    refused('s3 GetBucketPolicy', () => s3.send(new GetBucketPolicyCommand({ Bucket }))),
    refused('s3 GetBucketAcl', () => s3.send(new GetBucketAclCommand({ Bucket }))),
    refused('s3 ListBuckets', () => s3.send(new ListBucketsCommand())),
  ];
}

/** Rights are those that both the provider and the session policy have: none without one, and never more than the provider's. */
async function otherSessions(place: Place, provider: Credentials, { Bucket }: Storage): Promise<Call[]> {
  const { target } = place;
  const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
  const wide = await federate(place, provider, 'A', JSON.stringify(everything));
  const bare = await federate(place, provider, 'A', null);
  const [s3, nothing] = [new S3Client(target.config(wide)), new S3Client(target.config(bare))];
  const iam = new IAMClient(target.config(wide));
  const Key = fileOf('A');
  return [
    ...named('without a session policy', [
      refused('s3 GetBucketLocation', () => nothing.send(new GetBucketLocationCommand({ Bucket }))),
      refused('s3 PutObject', () => nothing.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }))),
      refused('s3 GetObject', () => bytesOf(nothing, Bucket, Key)),
      refused('s3 ListObjects', () => nothing.send(new ListObjectsV2Command({ Bucket, Prefix: `${folderOf('A')}/` }))),
    ]),
    ...named('with a session policy of everything', [
      allowed('s3 ListObjects of the whole bucket', () => s3.send(new ListObjectsV2Command({ Bucket }))),
      refused('s3 PutBucketPolicy', () => s3.send(new PutBucketPolicyCommand({ Bucket, Policy: '{}' }))),
      refused('iam ListUsers', () => iam.send(new ListUsersCommand())),
      refused('sts GetFederationToken', () => getToken(place, wide, nameOf('A'))),
    ]),
  ];
}

function names(place: Place, provider: Credentials): Call[] {
  return [
    allowed("sts GetFederationToken for the shortest name, 'AB'", () => getToken(place, provider, 'AB')),
    ...['A', 'a'.repeat(33), 'customer A', 'customers/A'].map((name) =>
      invalid(`sts GetFederationToken for the name '${name}'`, () => getToken(place, provider, name)),
    ),
  ];
}

/** The last calls: they deploy the stack again. */
function revocation(place: Place, provider: Credentials, own: Storage, before: Storage): Call[] {
  const read = ({ Bucket, s3 }: Storage) => bytesOf(s3, Bucket, fileOf('A'));
  return [
    allowed('customer-A: s3 GetObject', () => read(before)),
    allowed('cdk deploy -c revokeSessionsBefore=now', async () => {
      await sleep(1100); // the time of issue is in seconds
      await place.deploy({ revokeSessionsBefore: new Date().toISOString() });
      for (
        let seconds = 0;
        seconds < 60 &&
        (await read(before).then(
          () => true,
          () => false,
        ));
        seconds++
      ) {
        await sleep(1000); // AWS takes a while to spread a policy
      }
    }),
    refused('customer-A, with the session of before: s3 GetObject', () => read(before)),
    allowed('provider, with its own key: s3 GetObject', () => read(own)),
    allowed('customer-A, with a new session: s3 GetObject', async () =>
      read({ ...before, s3: new S3Client(place.target.config(await federate(place, provider, 'A'))) }),
    ),
  ];
}
