import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { credentialVariables, withoutAws } from '../../local-aws/environment';
import type { Credentials, Outcome } from '../../local-aws/local-aws';
import { lastLines, run } from '../../tools/processes';
import type { State } from '../apps/states';
import { allowed, type Call, ensure, makeCalls, refused, succeed } from '../calls';
import { Lifecycle } from '../lifecycle';
import type { Here, Part } from '../part';

const ELSEWHERE = 'elsewhere-of-the-same-account';
const PREFIX = 'office/pc-1';

/** Who works, where, and with which files. */
interface Work {
  readonly here: Here;
  readonly key: Credentials;
  readonly bucket: string;
  readonly files: string;
  readonly folder: string;
}

type Client = (work: Work) => Call[];

/** Programs that people back up with, as the deployed principal. */
export const clients: Part = {
  items: ['aws', 'rclone', 'restic'],
  async run(here, items) {
    await new S3Client(here.target.config()).send(new CreateBucketCommand({ Bucket: ELSEWHERE }));
    const wanted: [State, string, Client][] = [
      ['backup', 'aws', awsCli],
      ['backup', 'rclone', rclone],
      ['backup', 'restic', restic],
      ['prefixed', 'rclone', rcloneBelowPrefix],
      ['gfs', 'aws', retention],
    ];
    const lifecycle = await Lifecycle.of(here, 'clients');
    let deployed: State | undefined;
    for (const [state, name, client] of wanted.filter(([, program]) => items.includes(program))) {
      if (state !== deployed) {
        await here.fresh();
        await new S3Client(here.target.config()).send(new CreateBucketCommand({ Bucket: ELSEWHERE }));
        await lifecycle.to(state);
        deployed = state;
      }
      await use(here, lifecycle, `${name} (${state})`, name, client);
    }
  },
};

async function use(here: Here, lifecycle: Lifecycle, what: string, program: string, client: Client): Promise<void> {
  const where = `clients/${what}`;
  if (program !== 'aws' && !(await exists(program))) {
    here.checks.gap(where, 'not run', `${program} is not installed: apt-get install ${program}, or see its site for other systems`);
    return;
  }
  const folder = join(here.folder, what.replace(/\W+/g, '-'));
  const files = join(folder, 'files');
  mkdirSync(join(files, 'deep', 'er'), { recursive: true });
  for (let index = 0; index < 40; index++) {
    writeFileSync(join(files, index % 2 ? 'deep/er' : 'deep', `${index} file.bin`), randomBytes(1000 * (1 + (index % 7))));
  }
  writeFileSync(join(files, 'large.bin'), randomBytes(9 * 1024 * 1024)); // in parts
  const key = await lifecycle.keyInSecret();
  const bucket = lifecycle.stack.output('SetupBucketName');
  here.checks.calls(where, await makeCalls(client({ here, key, bucket, files, folder })));
  await lifecycle.noLeak();
}

const exists = (program: string) =>
  run(program, ['version']).then(
    ({ code }) => code === 0,
    () => false,
  );

/** Fails unless both folders hold the same files with the same bytes. */
async function same(one: string, other: string): Promise<void> {
  await succeed(run('diff', ['-r', one, other]));
}

function awsCli({ bucket, files, folder, here, key }: Work): Call[] {
  const aws = (...args: string[]) => succeed(here.target.aws(['s3', ...args], key));
  const back = join(folder, 'back');
  return [
    allowed('aws s3 sync FILES s3://BUCKET/aws/', () => aws('sync', files, `s3://${bucket}/aws/`)),
    allowed('aws s3 ls --recursive', () => aws('ls', '--recursive', `s3://${bucket}/aws/`)),
    allowed('aws s3 sync back, and the bytes are equal', async () => {
      await aws('sync', `s3://${bucket}/aws/`, back);
      await same(files, back);
    }),
    allowed('aws s3 rm --recursive', () => aws('rm', '--recursive', `s3://${bucket}/aws/`)),
    refused('aws s3 cp to another bucket', () => aws('cp', join(files, 'large.bin'), `s3://${ELSEWHERE}/large.bin`)),
    refused('aws s3 ls of another bucket', () => aws('ls', `s3://${ELSEWHERE}/`)),
    refused('aws s3 rb --force', () => aws('rb', '--force', `s3://${bucket}`)),
  ];
}

/** Retention set by the client, object by object, which nobody but an administrator with the right to bypass it can lift. */
function retention({ bucket, files, here, key }: Work): Call[] {
  const aws = (...args: string[]) => succeed(here.target.aws(['s3api', ...args, '--bucket', bucket, '--key', 'gfs.bin'], key));
  const until = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  const put = ['put-object', '--body', join(files, 'large.bin'), '--object-lock-mode', 'GOVERNANCE'];
  const version = async () => (JSON.parse(await aws('head-object')) as { VersionId: string }).VersionId;
  const change = (mode: string, days: number) => ['put-object-retention', '--retention', `Mode=${mode},RetainUntilDate=${until(days)}`];
  return [
    allowed('aws s3api put-object with retention', () => aws(...put, '--object-lock-retain-until-date', until(30))),
    allowed('aws s3api get-object-retention', async () =>
      ensure((await aws('get-object-retention')).includes('GOVERNANCE'), 'no retention'),
    ),
    allowed('aws s3api put-object-retention, longer', () => aws(...change('GOVERNANCE', 60))),
    refused('aws s3api put-object-retention, shorter', () => aws(...change('GOVERNANCE', 1))),
    refused('the same with --bypass-governance-retention', () => aws(...change('GOVERNANCE', 1), '--bypass-governance-retention')),
    refused('aws s3api delete-object of the version', async () => aws('delete-object', '--version-id', await version())),
    refused('the same with --bypass-governance-retention', async () =>
      aws('delete-object', '--version-id', await version(), '--bypass-governance-retention'),
    ),
    allowed('aws s3api head-object: the version is still there', () => aws('head-object')),
  ];
}

/** Of programs that know nothing of AWS_ENDPOINT_URL. The certificate is given by an option, because old ones trip over AWS_CA_BUNDLE. */
const variables = ({ folder, key }: Work, more: Record<string, string>) => ({
  ...withoutAws(process.env),
  ...credentialVariables(key),
  HOME: folder,
  ...more,
});

/** What S3 has answered stands in the middle of what these programs print. */
async function told(outcome: Promise<Outcome>): Promise<string> {
  const { code, stdout, stderr } = await outcome;
  if (code !== 0) {
    const refusal = /Access ?Denied|403 Forbidden|status code: 403/.test(stdout + stderr);
    throw new Error(refusal ? 'An error occurred (AccessDenied) when calling S3' : lastLines(stderr || stdout, 3).replaceAll('\n', ' | '));
  }
  return stdout;
}

function rcloneOf(work: Work) {
  const { aws } = work.here;
  const env = variables(work, { RCLONE_CONFIG: join(work.folder, 'rclone.conf'), RCLONE_CA_CERT: aws.authority });
  const remote = `:s3,provider=Other,env_auth=true,list_version=2,region=${aws.region},endpoint="${aws.endpoint}",force_path_style=true,no_check_bucket=true:`;
  const once = ['--disable-http2', '--retries', '1', '--low-level-retries', '1'];
  return {
    remote,
    rclone: (...args: string[]) => told(run('rclone', [...once, ...args], { env, timeoutSeconds: 120 })),
  };
}

function rclone(work: Work): Call[] {
  const { bucket, files, folder } = work;
  const { rclone: command, remote } = rcloneOf(work);
  const there = `${remote}${bucket}/rclone`;
  const back = join(folder, 'back');
  return [
    allowed('rclone sync', () => command('sync', files, there)),
    allowed('rclone check --download', () => command('check', '--download', files, there)),
    allowed('rclone copy back, and the bytes are equal', async () => {
      await command('copy', there, back);
      await same(files, back);
    }),
    allowed('rclone sync of fewer files, which deletes the others', async () => {
      rmSync(join(files, 'deep', 'er'), { recursive: true });
      await command('sync', files, there);
      ensure(!(await command('lsf', '-R', there)).includes('deep/er/'), 'still there');
    }),
    refused('rclone copy to another bucket', () => command('copy', files, `${remote}${ELSEWHERE}`)),
    refused('rclone ls of another bucket', () => command('ls', `${remote}${ELSEWHERE}`)),
  ];
}

function rcloneBelowPrefix(work: Work): Call[] {
  const { bucket, files, folder } = work;
  const { rclone: command, remote } = rcloneOf(work);
  const back = join(folder, 'back');
  return [
    allowed(`rclone sync to ${PREFIX}`, () => command('sync', files, `${remote}${bucket}/${PREFIX}`)),
    allowed('rclone copy back, and the bytes are equal', async () => {
      await command('copy', `${remote}${bucket}/${PREFIX}`, back);
      await same(files, back);
    }),
    // It asks first whether the file is there, which S3 answers only to those who may list the whole bucket.
    refused('rclone copyto of a new file', () => command('copyto', join(files, 'large.bin'), `${remote}${bucket}/${PREFIX}/new.bin`)),
    refused(`rclone copy to ${PREFIX}0`, () => command('copy', files, `${remote}${bucket}/${PREFIX}0`)),
    refused(`rclone ls of ${PREFIX}0`, () => command('ls', `${remote}${bucket}/${PREFIX}0`)),
    refused('rclone ls of the whole bucket', () => command('ls', `${remote}${bucket}`)),
  ];
}

function restic(work: Work): Call[] {
  const { aws } = work.here;
  const { bucket, files, folder } = work;
  const env = variables(work, { RESTIC_PASSWORD: 'only-a-test', RESTIC_CACHE_DIR: join(folder, 'cache') });
  const on = (where: string) => ['-r', `s3:${aws.endpoint}/${where}`, '--cacert', aws.authority, '-o', 's3.bucket-lookup=path'];
  const command = (where: string, ...args: string[]) => told(run('restic', [...on(where), ...args], { env, timeoutSeconds: 120 }));
  const repository = (...args: string[]) => command(`${bucket}/restic`, ...args);
  const back = join(folder, 'back');
  return [
    allowed('restic init', () => repository('init')),
    allowed('restic backup', () => repository('backup', files)),
    allowed('restic backup of fewer files', () => {
      rmSync(join(files, 'large.bin'));
      return repository('backup', files);
    }),
    allowed('restic check --read-data', () => repository('check', '--read-data')),
    allowed('restic restore, and the bytes are equal', async () => {
      await repository('restore', 'latest', '--target', back);
      await same(files, join(back, files));
    }),
    allowed('restic forget --prune', () => repository('forget', '--keep-last', '1', '--prune')),
    allowed('restic check after it', () => repository('check')),
    refused('restic init in another bucket', () => command(`${ELSEWHERE}/restic`, 'init')),
  ];
}
