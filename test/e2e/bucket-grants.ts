import { DeleteAccessKeyCommand, IAMClient } from '@aws-sdk/client-iam';
import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { allowed, type Call, refused } from './calls';
import { newKeyOf, sessionOf } from './credentials';
import { type Act, GRANTS } from './grants';
import type { Place, Plan } from './workflow';

/** As principals of the user's own, to whom no more than permissions on a bucket was granted. */
export async function useGrants(place: Place): Promise<Plan> {
  const { stack, target } = place;
  const Bucket = stack.resource('AWS::S3::Bucket');
  const administrator = new S3Client(target.config());
  const iam = new IAMClient(target.config());
  const secrets: string[] = [];
  const clients = new Map<string, S3Client>();
  const keys: { UserName: string; AccessKeyId: string }[] = [];
  for (const { who: name } of GRANTS.filter(({ service }) => !service)) {
    const UserName = stack.resource('AWS::IAM::User', name);
    const key = await newKeyOf(place, UserName);
    keys.push({ UserName, AccessKeyId: key.accessKeyId });
    secrets.push(key.secretAccessKey);
    clients.set(name, new S3Client(target.config(key)));
  }
  for (const { who } of GRANTS.filter(({ service }) => service)) {
    // the account root stands in for the service, which the local AWS lets it
    const RoleArn = `arn:aws:iam::${target.account}:role/${stack.resource('AWS::IAM::Role', who)}`;
    const { Credentials } = await new STSClient(target.config()).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'service' }));
    clients.set(who, new S3Client(target.config(sessionOf(Credentials))));
  }
  for (const folder of new Set(GRANTS.flatMap(({ may }) => Object.keys(may)))) {
    await administrator.send(new PutObjectCommand({ Bucket, Key: `${folder}/file`, Body: 'x' }));
  }
  const acts = GRANTS.flatMap(({ may, who }) =>
    Object.entries(may).flatMap(([folder, acts]) =>
      callsOf(clients.get(who) as S3Client, Bucket, folder).map(([act, run]) =>
        (acts.includes(act) ? allowed : refused)(`${who}: s3 ${act} in ${folder}`, run),
      ),
    ),
  );
  const tidyUp = keys.map((key) =>
    allowed(`administrator: iam DeleteAccessKey of ${key.UserName}`, () => iam.send(new DeleteAccessKeyCommand(key))),
  );
  return { secrets, calls: [...acts, ...tidyUp] };
}

function callsOf(s3: S3Client, Bucket: string, folder: string): [Act, Call['run']][] {
  const file = { Bucket, Key: `${folder}/file` };
  return [
    ['PutObject', () => s3.send(new PutObjectCommand({ ...file, Body: 'y' }))],
    ['GetObject', () => s3.send(new GetObjectCommand(file))],
    ['ListObjects', () => s3.send(new ListObjectsV2Command({ Bucket, Prefix: `${folder}/` }))],
    ['DeleteObject', () => s3.send(new DeleteObjectCommand(file))],
  ];
}
