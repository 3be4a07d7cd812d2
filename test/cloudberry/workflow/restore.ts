import { randomBytes } from 'node:crypto';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetFederationTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { allowed, type Call, ensure, refused } from '../../e2e/calls';
import { accessKeyIn } from '../../e2e/credentials';
import { type Cli, cliOf, describeInstance, type Instance, type Launch, launch, makeProduction, type Production } from '../../e2e/ec2';
import { harmWithBucket, harmWithKey } from '../../e2e/harm';
import { oldestVersion } from '../../e2e/objects';
import type { Place, Plan } from '../../e2e/workflow';
import type { Credentials } from '../../local-aws/local-aws';

const DISK = 'CBB_pc/machine.vhdx';
const FOREIGN_IMAGE = 'ami-0abcdef1234567890'; // published by Amazon; the local AWS knows it
const OTHER_REGION = 'eu-west-1';
const MAIL = 'backup@mail.example.com';

/** An agent, and the administrator of the account that it restores to. */
interface Restore {
  readonly agent: Cli;
  readonly administrator: Cli;
  readonly credentials: Credentials;
  readonly place: Place;
  readonly where: Launch;
}

/** An image is uploaded, imported and launched; what is in production is out of reach. */
export async function restoreToEc2(place: Place): Promise<Plan> {
  const administrator = cliOf(place.target);
  const { Subnets } = await administrator<{ Subnets: { SubnetId: string; VpcId: string }[] }>('ec2', 'describe-subnets');
  const [{ SubnetId, VpcId }] = Subnets;
  const [group, other] = await Promise.all([makeGroup(administrator, 'restored', VpcId), makeGroup(administrator, 'production', VpcId)]);
  const restore = await restoreOf(place, { subnet: SubnetId, group });
  const production = await makeProduction(place.target, administrator, restore.where);
  const Bucket = place.stack.output('SetupBucketName');
  return {
    secrets: [restore.credentials.secretAccessKey],
    calls: [
      ...imports(restore, production, Bucket),
      ...launches(restore, production, other),
      ...withoutMail(restore),
      ...harmWithBucket(place, restore.credentials, { Bucket, Key: DISK }),
      ...harmWithKey(place, restore.credentials, Bucket),
    ],
  };
}

/** Into one subnet and security group, without a key pair, and never as a spot instance; with mail from one address. */
export async function restoreIntoPlacement(place: Place): Promise<Plan> {
  const { stack } = place;
  const [subnet, otherSubnet] = stack.all('AWS::EC2::Subnet');
  const [group, otherGroup] = ['Restored', 'Production'].map((name) => stack.resource('AWS::EC2::SecurityGroup', name));
  const restore = await restoreOf(place, { subnet, group });
  const { administrator, agent, where } = restore;
  await administrator('ec2', 'create-key-pair', '--key-name', 'of-somebody');
  let instance = '';
  const setGroup = (id: string) => agent('ec2', 'modify-instance-attribute', '--instance-id', instance, '--groups', id);
  return {
    secrets: [restore.credentials.secretAccessKey],
    calls: [
      allowed('ec2 run-instances in the given subnet and group', async () => {
        instance = await launch(agent, where);
        const { SecurityGroups, SubnetId } = await describeInstance(agent, instance);
        ensure(SubnetId === subnet && SecurityGroups[0].GroupId === group, `${SubnetId}, ${SecurityGroups[0].GroupId}`);
      }),
      refused('ec2 request-spot-instances, which the placement does not name', () => requestSpot(agent, where)),
      refused('ec2 run-instances in another subnet', () => launch(agent, { ...where, subnet: otherSubnet })),
      refused('ec2 run-instances with another security group', () => launch(agent, { ...where, group: otherGroup })),
      refused('ec2 run-instances with a key pair', () => launch(agent, where, '--key-name', 'of-somebody')),
      refused('ec2 run-instances in the default subnet and group', () => agent('ec2', 'run-instances', '--image-id', where.image)),
      allowed('ec2 modify-instance-attribute: the given security group', () => setGroup(group)),
      refused('ec2 modify-instance-attribute: another security group', () => setGroup(otherGroup)),
      allowed(`ses send-email from ${MAIL}`, () => sendMail(agent, MAIL)),
      allowed(`ses send-raw-email from ${MAIL}`, () =>
        agent('ses', 'send-raw-email', '--raw-message', `Data="From: ${MAIL}\nTo: someone@example.net\n\ndone"`),
      ),
      refused('ses send-email from another address of the domain', () => sendMail(agent, 'boss@mail.example.com')),
      ...byAdministrator(
        () => launch(administrator, { ...where, subnet: otherSubnet, group: otherGroup }, '--key-name', 'of-somebody'),
        () => sendMail(administrator, 'boss@mail.example.com'),
      ),
    ],
  };
}

/** What has to be there: the image that an import makes (in the local AWS it makes none), the role that an account has once it has used spot instances. */
async function restoreOf(place: Place, where: Omit<Launch, 'image'>): Promise<Restore> {
  const administrator = cliOf(place.target);
  const credentials = await accessKeyIn(place, place.stack.output('SetupSecretArn'));
  const [{ ImageId: image }] = await Promise.all([
    administrator<{ ImageId: string }>('ec2', 'register-image', '--name', 'restored', '--root-device-name', '/dev/xvda'),
    administrator('iam', 'create-service-linked-role', '--aws-service-name', 'spot.amazonaws.com'),
    administrator('ses', 'verify-domain-identity', '--domain', 'mail.example.com'),
  ]);
  return { agent: cliOf(place.target, credentials), administrator, credentials, place, where: { ...where, image } };
}

async function makeGroup(aws: Cli, name: string, vpc: string): Promise<string> {
  const options = ['--group-name', name, '--description', name, '--vpc-id', vpc];
  return (await aws<{ GroupId: string }>('ec2', 'create-security-group', ...options)).GroupId;
}

function imports({ agent, credentials, place: { target } }: Restore, production: Production, bucket: string): Call[] {
  const s3 = new S3Client(target.config(credentials));
  const iam = new IAMClient(target.config(credentials));
  const disk = `Format=VHDX,UserBucket={S3Bucket=${bucket},S3Key=${DISK}}`;
  const tags = 'ResourceType=import-image-task,Tags=[{Key=restore,Value=machine}]';
  const importImage = async (...more: string[]) =>
    (await agent<{ ImportTaskId: string }>('ec2', 'import-image', '--disk-containers', disk, ...more)).ImportTaskId;
  const statusOf = async (id: string) => {
    const found = await agent<{ ImportImageTasks: ImportTask[] }>('ec2', 'describe-import-image-tasks', '--import-task-ids', id);
    return found.ImportImageTasks[0];
  };
  let task = '';
  return [
    allowed('s3 PutObject of a disk image', () => s3.send(new PutObjectCommand({ Bucket: bucket, Key: DISK, Body: randomBytes(5000) }))),
    allowed('iam GetRole vmimport: VM Import may assume it', async () => {
      const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'vmimport' }));
      ensure(decodeURIComponent(`${Role?.AssumeRolePolicyDocument}`).includes('vmie.amazonaws.com'), 'another trust');
    }),
    refused('iam GetRole of another role', () => iam.send(new GetRoleCommand({ RoleName: production.role }))),
    allowed('ec2 import-image, with a tag', async () => {
      task = await importImage('--tag-specifications', tags);
    }),
    allowed('ec2 describe-import-image-tasks: active, from that disk', async () => {
      const { SnapshotDetails, Status } = await statusOf(task);
      ensure(Status === 'active' && SnapshotDetails[0].UserBucket.S3Key === DISK, `${Status}, ${JSON.stringify(SnapshotDetails)}`);
    }),
    allowed('ec2 cancel-import-task of another, which is deleted', async () => {
      const cancelled = await importImage();
      await agent('ec2', 'cancel-import-task', '--import-task-id', cancelled);
      const { Status } = await statusOf(cancelled);
      ensure(Status === 'deleted', Status);
    }),
    refused('ec2 import-image with another service role', () => importImage('--role-name', production.role)),
    allowed('ec2 describe-conversion-tasks: none', async () => {
      const { ConversionTasks } = await agent<{ ConversionTasks: object[] }>('ec2', 'describe-conversion-tasks');
      ensure(ConversionTasks.length === 0, JSON.stringify(ConversionTasks)); // the AWS CLI has no commands that make one
    }),
    refused('s3 DeleteObject of an old version', async () =>
      s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: DISK, VersionId: await oldestVersion(s3, bucket, DISK) })),
    ),
  ];
}

interface ImportTask {
  readonly Status: string;
  readonly SnapshotDetails: readonly { readonly UserBucket: { readonly S3Key: string } }[];
}

function launches({ administrator, agent, where }: Restore, production: Production, otherGroup: string): Call[] {
  let instance = '';
  const on = (command: string, id: string, ...more: string[]) => agent('ec2', command, '--instance-ids', id, ...more);
  const modify = (id: string, ...more: string[]) => agent('ec2', 'modify-instance-attribute', '--instance-id', id, ...more);
  const tag = (aws: Cli, id: string) => aws('ec2', 'create-tags', '--resources', id, '--tags', 'Key=owner,Value=backup');
  const profile = ['--iam-instance-profile', `Name=${production.profile}`];
  const associate = (aws: Cli) => aws('ec2', 'associate-iam-instance-profile', '--instance-id', instance, ...profile);
  const openPort = (aws: Cli) =>
    aws('ec2', 'authorize-security-group-ingress', '--group-id', otherGroup, '--protocol', 'tcp', '--port', '22', '--cidr', '192.0.2.1/32');
  const is = async (what: string, check: (found: Instance) => boolean) => {
    const found = await describeInstance(agent, instance);
    ensure(check(found), `not ${what}: ${JSON.stringify(found)}`);
  };
  const tagsAtLaunch = ['instance', 'volume'].map((type) => `ResourceType=${type},Tags=[{Key=Name,Value=restored}]`);
  return [
    allowed('ec2 describe-availability-zones, -subnets, -security-groups, -key-pairs', async () => {
      const [zones, subnets, groups] = await Promise.all([
        agent<{ AvailabilityZones: object[] }>('ec2', 'describe-availability-zones'),
        agent<{ Subnets: { SubnetId: string }[] }>('ec2', 'describe-subnets'),
        agent<{ SecurityGroups: { GroupId: string }[] }>('ec2', 'describe-security-groups'),
        agent('ec2', 'describe-key-pairs'),
      ]);
      ensure(zones.AvailabilityZones.length > 0, 'no zones');
      ensure(
        subnets.Subnets.some(({ SubnetId }) => SubnetId === where.subnet),
        'not the subnet',
      );
      ensure(
        groups.SecurityGroups.some(({ GroupId }) => GroupId === where.group),
        'not the group',
      );
    }),
    allowed('ec2 run-instances in a subnet, with a security group and tags', async () => {
      instance = await launch(agent, where, '--tag-specifications', ...tagsAtLaunch);
      await is(
        'in its place and tagged',
        ({ SecurityGroups, SubnetId, Tags = [] }) =>
          SubnetId === where.subnet && SecurityGroups[0].GroupId === where.group && Tags.some(({ Value }) => Value === 'restored'),
      );
    }),
    allowed('ec2 create-tags on it', async () => {
      await tag(agent, instance);
      await is('tagged', ({ Tags = [] }) => Tags.some(({ Key }) => Key === 'owner'));
    }),
    allowed('ec2 monitor-instances', async () => {
      await on('monitor-instances', instance);
      await is('monitored', ({ Monitoring }) => Monitoring.State === 'enabled');
    }),
    allowed('ec2 modify-instance-attribute: its security groups', async () => {
      await modify(instance, '--groups', otherGroup);
      await is('in the other group', ({ SecurityGroups }) => SecurityGroups[0].GroupId === otherGroup);
    }),
    allowed('ec2 stop-instances', async () => {
      await on('stop-instances', instance);
      await is('stopped', ({ State }) => State.Name === 'stopped');
    }),
    allowed('ec2 modify-instance-attribute: its type', async () => {
      await modify(instance, '--instance-type', 'Value=t3.large');
      await is('larger', ({ InstanceType }) => InstanceType === 't3.large');
    }),
    allowed('ec2 start-instances', async () => {
      await on('start-instances', instance);
      await is('running', ({ State }) => State.Name === 'running');
    }),
    allowed('ec2 request-spot-instances', () => requestSpot(agent, where)),
    refused('ec2 run-instances with a profile', () => launch(agent, where, ...profile)),
    refused('ec2 request-spot-instances with a profile', () =>
      requestSpot(agent, where, { IamInstanceProfile: { Name: production.profile } }),
    ),
    refused('ec2 associate-iam-instance-profile', () => associate(agent)),
    ...['monitor-instances', 'stop-instances', 'start-instances', 'terminate-instances'].map((command) =>
      refused(`ec2 ${command} of one with a profile`, () => on(command, production.instance)),
    ),
    refused('ec2 modify-instance-attribute of one with a profile', () => modify(production.instance, '--groups', otherGroup)),
    refused('ec2 create-tags on one with a profile', () => tag(agent, production.instance)),
    refused('ec2 stop-instances of both', () => on('stop-instances', instance, production.instance)),
    refused('ec2 run-instances of an image of another owner', () => launch(agent, { ...where, image: FOREIGN_IMAGE })),
    refused('ec2 run-instances in another region', () => launch(agent, where, '--region', OTHER_REGION)),
    refused('ec2 describe-instances in another region', () => agent('ec2', 'describe-instances', '--region', OTHER_REGION)),
    refused('ec2 create-tags on a security group', () => tag(agent, otherGroup)),
    refused('ec2 authorize-security-group-ingress', () => openPort(agent)),
    allowed('ec2 terminate-instances', async () => {
      await on('terminate-instances', instance);
      await is('terminated', ({ State }) => ['shutting-down', 'terminated'].includes(State.Name));
    }),
    ...byAdministrator(
      () => launch(administrator, { ...where, image: FOREIGN_IMAGE }, ...profile),
      () => administrator('ec2', 'describe-instances', '--region', OTHER_REGION),
      () => tag(administrator, otherGroup),
      () => openPort(administrator),
      () => administrator('ec2', 'stop-instances', '--instance-ids', production.instance),
    ),
  ];
}

/** What is refused above is no mistake in the commands. */
function byAdministrator(...commands: (() => Promise<unknown>)[]): Call[] {
  return [allowed('administrator: the same commands', () => Promise.all(commands.map((command) => command())))];
}

function withoutMail({ agent, credentials, place: { target } }: Restore): Call[] {
  const sts = new STSClient(target.config(credentials));
  return [
    refused('ses send-email', () => sendMail(agent, MAIL)),
    refused('ses get-send-quota', () => agent('ses', 'get-send-quota')),
    refused('ses list-identities', () => agent('ses', 'list-identities')),
    refused('sts GetFederationToken', () => sts.send(new GetFederationTokenCommand({ Name: 'customer' }))),
  ];
}

const sendMail = (aws: Cli, from: string) =>
  aws('ses', 'send-email', '--from', from, '--to', 'someone@example.net', '--subject', 'restored', '--text', 'done');

async function requestSpot(aws: Cli, { group, image, subnet }: Launch, more = {}): Promise<void> {
  const specification = { ImageId: image, InstanceType: 't3.small', SubnetId: subnet, SecurityGroupIds: [group], ...more };
  const { SpotInstanceRequests } = await aws<{ SpotInstanceRequests: { InstanceId?: string; State: string }[] }>(
    'ec2',
    'request-spot-instances',
    '--launch-specification',
    JSON.stringify(specification),
  );
  ensure(SpotInstanceRequests[0].InstanceId !== undefined, JSON.stringify(SpotInstanceRequests));
}
