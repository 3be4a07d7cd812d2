import { VENDORS } from '../vendors';
import { actionsOn, changeOf, freshness, knownOf, report } from './freshness';
import recorded from './recorded.json';

/** A page with these actions, as vendors write them: in policies, and in the text. */
function pageOf(actions: readonly string[]): string {
  const [inText, ...inPolicy] = actions;
  const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: inPolicy, Resource: ['arn:aws:s3:::NAME/*'] }] };
  const json = JSON.stringify(policy, undefined, 2);
  return `---\ntitle: s3\n---\n\n* **${inText}** - to write; requires \`${inText}\`\n\n\`\`\`json\n${json.replaceAll('*', '\\*')}\n\`\`\`\n\nSee [docs](https://example.com/s3:Get) and \`sts:ExternalId\`.`;
}

/** The newest recorded version of a page whose address ends so. */
const versionsOf = (end: string) => recorded.find(({ page }) => page.endsWith(end))?.versions ?? [];

/** What really changed on the pages, by the day. */
const CHANGES: Record<string, Record<string, [added: string[], removed: string[]]>> = {
  'velero-plugin-for-aws/blob/main/README.md': {
    '2024-09-16': [['s3:PutObjectTagging'], []],
    '2025-12-22': [
      [
        ...['CreateGrant', 'Decrypt', 'DescribeKey', 'Encrypt', 'GenerateDataKey*', 'ListGrants', 'ListRetirableGrants', 'ReEncrypt*'],
        ...['ReEncryptFrom', 'ReEncryptTo', 'RetireGrant', 'RevokeGrant'],
      ].map((name) => `kms:${name}`),
      [],
    ],
  },
  'archive-and-restore/set-s3-permissions.md': { '2021-06-16': [['s3:GetBucketLocation'], []] },
  'doc_source/vmie_prereqs.md': {
    '2019-08-26': [
      ['ec2:CopySnapshot', 'ec2:Describe*', 'ec2:ModifySnapshotAttribute', 'ec2:RegisterImage', 's3:GetBucketAcl', 'sts:AssumeRole'],
      [],
    ],
    '2020-03-15': [
      [
        'ec2:DescribeExportImageTasks',
        'ec2:ExportImage',
        ...['GetLicenseConfiguration', 'ListLicenseSpecificationsForResource', 'UpdateLicenseSpecificationsForResource'].map(
          (name) => `license-manager:${name}`,
        ),
      ],
      ['iam:CreateRole', 'iam:PutRolePolicy'],
    ],
    '2020-05-11': [['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'], []],
    '2020-07-30': [['ec2:DescribeImages', 'ec2:DescribeSnapshots', 'kms:CreateGrant'], []],
    '2021-10-14': [[], ['ec2:DeleteTags', 'ec2:DescribeInstanceAttribute', 's3:DeleteBucket', 's3:DeleteObject', 's3:ListAllMyBuckets']],
  },
};

test.each(
  Object.entries(CHANGES).flatMap(([page, days]) => Object.entries(days).map(([day, change]) => [page, day, ...change] as const)),
)('%s: the change of %s is found', (page, day, added, removed) => {
  const versions = versionsOf(page);
  const index = versions.findIndex(({ date }) => date === day);
  const [before, after] = [index - 1, index].map((one) => versions[one].actions);
  expect(changeOf(page, actionsOn(pageOf(before)), actionsOn(pageOf(after)))).toEqual({ of: page, added, removed });
  expect(changeOf(page, before, actionsOn(pageOf(before)))).toBeUndefined();
});

test('every change between the recorded versions is above', () => {
  const days = recorded.flatMap(({ page, versions }) => versions.slice(1).map(({ date }) => [page.split('/').pop(), date]));
  const expected = Object.entries(CHANGES).flatMap(([page, all]) => Object.keys(all).map((day) => [page.split('/').pop(), day]));
  expect(days.sort()).toEqual(expected.sort());
});

test('the transcriptions have what the newest recorded versions of their pages have', () => {
  const known = (vendor: string) => (VENDORS[vendor].watched ?? []).map((page) => knownOf(vendor, page));
  const newest = (page: string) => versionsOf(page).slice(-1)[0].actions;
  expect(known('velero')).toEqual([newest('velero-plugin-for-aws/blob/main/README.md')]);
  expect(known('logzio')).toEqual([newest('archive-and-restore/set-s3-permissions.md'), newest('AWS/aws-s3-bucket.md')]);
  expect(known('cloudberry')).toEqual([newest('doc_source/required-permissions.md')]);
});

test('all pages and the service reference are read; what differs is reported, and what cannot be read is said', async () => {
  const asked: string[] = [];
  const { changes, unread } = await freshness(async (url) => {
    asked.push(url);
    const page = Object.entries(VENDORS).flatMap(([vendor, { watched = [] }]) =>
      watched.filter((one) => one.url === url).map((one) => [vendor, one] as const),
    )[0];
    if (page) {
      const [vendor, watched] = page;
      const known = knownOf(vendor, watched);
      return pageOf(vendor === 'velero' ? [...known.filter((one) => one !== 's3:PutObjectTagging'), 's3:PutObjectRetention'] : known);
    }
    if (!url.endsWith('/sts.json')) throw new Error('404 Not Found');
    return JSON.stringify({ Name: 'sts', Actions: [{ Name: 'GetFederationToken' }, { Name: 'New' }] });
  });
  const [velero, sts] = changes;
  expect(velero).toEqual({ of: expect.stringContaining('velero'), added: ['s3:PutObjectRetention'], removed: ['s3:PutObjectTagging'] });
  expect([sts.of, sts.added]).toEqual(['https://servicereference.us-east-1.amazonaws.com/v1/sts/sts.json', ['sts:New']]);
  expect(sts.removed).toEqual(expect.arrayContaining(['sts:AssumeRole', 'sts:GetFederationToken on federated-user']));
  expect(unread).toEqual(expect.arrayContaining([expect.stringMatching(/s3\.json: 404 Not Found$/)]));
  expect(unread.length + 6).toBe(asked.length);
  expect(report(changes)).toContain('Added: `s3:PutObjectRetention`\n\nRemoved: `s3:PutObjectTagging`');
});
