import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ConnectionTest, cloudberry, datadog, logzio, VendorAccess } from '../../../src';
import { run } from '../../../src/core/private/explain/command';
import { ENV } from './apps';

const DOCS = join(__dirname, '..', '..', '..', 'docs');

/** An app as a team writes it: `late` is what a pull request adds. */
function assembly(late: boolean): string {
  const app = new App();
  const stack = new Stack(app, 'Logs', { env: ENV });
  const archive = new logzio.LogzioArchiveBucket(stack, 'Archive', {
    powerSearch: true,
    usage: late ? undefined : logzio.LogzioUsage.ARCHIVE,
    connectionTest: ConnectionTest.atDeployment(),
  });
  const tags = { sid: 'Tags', actions: ['s3:GetBucketTagging'], resources: [archive.bucket.bucketArn] };
  archive.user?.addToPrincipalPolicy(new iam.PolicyStatement(tags));
  const accountId = datadog.DatadogAccount.ofSite(datadog.DatadogSite.US1);
  new datadog.DatadogLogArchive(stack, 'Integration', { access: VendorAccess.vendorRole({ accountId, externalId: '5f0c3d9e8b7a4c21' }) });
  const bucket = new s3.Bucket(stack, 'Images');
  bucket.addToResourcePolicy(
    new iam.PolicyStatement({
      sid: 'OfficeOnly',
      effect: iam.Effect.DENY,
      principals: [new iam.AnyPrincipal()],
      actions: ['s3:*'],
      resources: [bucket.bucketArn, bucket.arnForObjects('*')],
      conditions: { NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } },
    }),
  );
  new cloudberry.CloudBerryEc2Restore(stack, 'Restore', { bucket, importRole: cloudberry.VmImportRole.existing() });
  return app.synth().directory;
}

/** The answer to each question, in the order of the page: the section, and what has to be in it. */
const ANSWERS: Record<
  string,
  { readonly section?: string; readonly says: readonly (string | RegExp)[]; readonly code?: number; readonly beside?: readonly string[] }
> = {
  'What may this principal do?': {
    section: 'May',
    says: [/actions {4}s3:PutObject\n {2}on {9}arn:aws:s3:::\$\{Logs\/Archive\/Bucket\}\/\*/, 'why        reads the archived files'],
  },
  'Who says so, and since when?': {
    section: 'May',
    says: [
      'documented:\n             Logz.io: AWS S3 Bucket Permissions & Storage Class Required for Archiving (2024-02-07)',
      'https://docs.logz.io/docs/user-guide/data-hub/archive-restore/set-s3-permissions/',
      'docs/permissions/logzio.md#logzioarchive',
    ],
  },
  "What is on the vendor's page and not granted, and why?": {
    section: "On the vendor's page, and left out",
    says: ['how      withheld', /actions {2}\w+:\w+/, /why {6}\w+/, 'cloudberry/ec2-restore'],
  },
  "What is granted that is not on the vendor's page, and why?": {
    section: "Other differences from the vendor's page",
    says: [/how {6}added\n {2}actions {2}\w+:\w+/],
  },
  'What could a thief of its key do?': {
    section: 'What a thief of the key can do',
    says: [
      'yes       read objects of the bucket',
      'yes       overwrite objects: the old version is kept',
      'no        delete versions for good',
      'no        read another bucket',
      'no        use credentials that they issue with the key',
    ],
  },
  'Which condition keeps it to our account?': { section: 'May', says: ['if         StringEquals aws:ResourceAccount 111122223333'] },
  'Which account can assume the role?': {
    section: 'May be assumed by',
    says: ['arn:aws:iam::464622532012:root', 'StringEquals sts:ExternalId 5f0c3d9e8b7a4c21'],
  },
  'Who else can reach the bucket?': {
    section: 'Buckets',
    says: ['arn:aws:iam::406095609952:user/search-archive-restore-user: s3:GetObject', 'reads the files it searches'],
  },
  'What does our app add to it?': {
    section: 'The app adds',
    says: ['policy   Logs/Archive/User/DefaultPolicy\n  actions  s3:GetBucketTagging'],
  },
  'What in our app stops it?': {
    section: 'The app stops',
    says: [/may be denied: Logs\/Images\/Policy, statement OfficeOnly, if NotIpAddress aws:SourceIp 192.0.2.0\/24: .*s3:PutObject/],
  },
  'What has this update changed?': {
    section: 'Wider',
    says: [
      /user Logs\/Archive\/User: now allowed: s3:GetObject .*LogzioRestoreObjects: reads the archived files/,
      /now possible for a thief: to read objects/,
    ],
    code: 1,
  },
  'Where is its key, who can read it, and how is access ended today?': {
    section: 'Secrets with its key',
    says: ['Logs/Archive/Secret', 'read by', 'Logs/Archive/ConnectionTest/Role'],
    beside: ['secretsmanager:GetSecretValue', 'revokeSessionsBefore'],
  },
};

const ROWS = [...readFileSync(join(DOCS, 'review.md'), 'utf8').matchAll(/^\| (.*\?) \| (.*) \|$/gm)].map(
  ([, question, answer]) => [question, answer] as const,
);

test('the page and this test ask the same twelve questions', () => {
  expect(ROWS.map(([question]) => question)).toEqual(Object.keys(ANSWERS));
  expect(ROWS).toHaveLength(12);
});

describe('each question has its answer where the page says', () => {
  const folders = { 'cdk.out': assembly(true), 'old.out': assembly(false) };

  test.each(ROWS)('%s', (question, where) => {
    const { beside = [], code = 0, says, section = '' } = ANSWERS[question];
    const [, command] = /^`npx cdk-vendor-access ([^`]+)`/.exec(where) ?? [];
    const outcome = run(command.split(' ').map((word) => folders[word as 'cdk.out'] ?? word));
    expect(outcome.code).toBe(code);
    for (const one of beside) {
      expect(anchored(where)).toContain(one);
    }
    const shown = section ? (outcome.text.split(`\n${section}\n`)[1] ?? '').split(/\n\n.*\n-{3,}|\n\n.*\n={3,}/)[0] : outcome.text;
    for (const one of says) {
      expect(shown).toEqual(typeof one === 'string' ? expect.stringContaining(one) : expect.stringMatching(one));
    }
  });
});

/** The text under the headings that a row links to. */
function anchored(links: string): string {
  return [...links.matchAll(/\]\(([\w.]+)#([\w-]+)\)/g)]
    .map(([, file, anchor]) => {
      const sections = readFileSync(join(DOCS, file), 'utf8').split(/^## /m);
      const found = sections.find(
        (one) =>
          one
            .split('\n')[0]
            .toLowerCase()
            .replace(/[^\w -]/g, '')
            .replaceAll(' ', '-') === anchor,
      );
      expect([anchor, found !== undefined]).toEqual([anchor, true]);
      return found;
    })
    .join('\n');
}
