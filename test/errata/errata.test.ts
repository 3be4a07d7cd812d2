import { errata } from './errata';

test('what has been found on the pages by hand is found by the rules', async () => {
  const found = (await errata()).map(({ actions, file, kind }) => `${file}: ${kind} ${actions.join(' ')}`.trim());
  expect(found).toEqual(
    expect.arrayContaining([
      'ec2-restore.kb1025.json: no such action ec2:CancelImportTasks ami:ListRoles ami:CancelImportTasks',
      'ec2-restore.kb1025.json: doubled ec2:RunInstances ec2:StartInstances',
      'ec2-restore.kb1025.json: more than it says s3:*',
      'backup-user.kb1034.json: missing s3:DeleteObjectVersion',
      'backup-user.kb1034.json: empty condition',
      'archive-restore.older.json: no effect s3:ListBucket',
      'm365-s3-ec2.json: missing ec2:DeleteInternetGateway',
      'm365-s3-ec2.json: no resource s3:ListAllMyBuckets',
      'm365-s3-ec2.list.json: contradiction ec2:CreateTags ec2:DescribeInstances',
      'vbr-s3-read-only.json: contradiction s3:CreateBucket s3:DeleteBucket',
    ]),
  );
});

test('a page without errors has none: that of Velero', async () => {
  expect((await errata()).filter(({ vendor }) => vendor === 'velero')).toEqual([]);
});
