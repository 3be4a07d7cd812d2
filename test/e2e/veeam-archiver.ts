import type { Credentials } from '../local-aws/local-aws';
import { type Call, ensure, succeed } from './calls';
import { allowed, refused } from './deployed';
import type { Place } from './workflow';

const IMAGE = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64';
const OTHER_REGION = 'eu-north-1';

/** The AWS CLI as a principal; `text` is what its query returns. */
function cli({ target }: Place, credentials?: Credentials) {
  return async (...args: string[]): Promise<string> => {
    const administrator = target.config().credentials as Credentials;
    return (await succeed(target.aws([...args, '--output', 'text'], credentials ?? administrator))).trim();
  };
}

/** In a network of the owner's: the given subnet and group, and nothing else. */
export async function appliance(place: Place, credentials: Credentials): Promise<Call[]> {
  const { stack } = place;
  const [veeam, administrator] = [cli(place, credentials), cli(place)];
  const [subnet, group, vpc] = [stack.output('SetupSubnet'), stack.output('SetupSecurityGroup'), stack.output('SetupVpc')];
  const production = await productionOf(administrator, vpc);
  const ids = { image: '', appliance: '' };
  const launch = (where: { subnet: string; group: string }, ...more: string[]) =>
    veeam(
      ...['ec2', 'run-instances', '--image-id', ids.image, '--instance-type', 't3.medium', '--key-name', 'veeam-archiver'],
      ...['--subnet-id', where.subnet, '--security-group-ids', where.group, '--query', 'Instances[0].InstanceId', ...more],
    );
  const tags = ['instance', 'volume'].map((type) => `ResourceType=${type},Tags=[{Key=Name,Value=veeam-archiver}]`);
  return [
    ...describe(veeam),
    allowed('ssm GetParameter: the image that AWS publishes', async () => {
      ids.image = await veeam('ssm', 'get-parameter', '--name', IMAGE, '--query', 'Parameter.Value');
      ensure(ids.image.startsWith('ami-'), ids.image);
    }),
    refused('ssm GetParameter of the account', () => veeam('ssm', 'get-parameter', '--name', production.parameter)),
    allowed('ec2 CreateKeyPair', () => veeam('ec2', 'create-key-pair', '--key-name', 'veeam-archiver', '--query', 'KeyName')),
    allowed('ec2 RunInstances in the subnet and group, with tags', async () => {
      ids.appliance = await launch({ subnet, group }, '--tag-specifications', ...tags);
    }),
    refused('ec2 RunInstances in another subnet', () => launch({ subnet: production.subnet, group })),
    refused('ec2 RunInstances with another security group', () => launch({ subnet, group: production.group })),
    refused('ec2 RunInstances with a role', () => launch({ subnet, group }, '--iam-instance-profile', `Name=${production.role}`)),
    refused('ec2 CreateTags of a subnet', () => veeam('ec2', 'create-tags', '--resources', subnet, '--tags', 'Key=a,Value=b')),
    refused('ec2 CreateTags of an instance with a role', () =>
      veeam('ec2', 'create-tags', '--resources', production.instance, '--tags', 'Key=a,Value=b'),
    ),
    ...manage(veeam, () => ids.appliance),
    refused('ec2 StopInstances of an instance with a role', () => veeam('ec2', 'stop-instances', '--instance-ids', production.instance)),
    refused('ec2 TerminateInstances of an instance with a role', () =>
      veeam('ec2', 'terminate-instances', '--instance-ids', production.instance),
    ),
    ...['describe-instances', 'describe-vpcs'].map((call) =>
      refused(`ec2 ${call} in another region`, () => veeam('ec2', call, '--region', OTHER_REGION)),
    ),
    allowed('ec2 AuthorizeSecurityGroupIngress of the group', () => authorize(veeam, group)),
    refused('ec2 AuthorizeSecurityGroupIngress of another group', () => authorize(veeam, production.group)),
    refused('ec2 CreateVpc', () => veeam('ec2', 'create-vpc', '--cidr-block', '10.9.0.0/16')),
    refused('ec2 DeleteSubnet', () => veeam('ec2', 'delete-subnet', '--subnet-id', subnet)),
    allowed('ec2 DeleteKeyPair', () => veeam('ec2', 'delete-key-pair', '--key-name', 'veeam-archiver')),
  ];
}

/** Veeam makes the network and removes it again, in the order in which each thing needs the other. */
export async function networkOfVeeam(place: Place, credentials: Credentials): Promise<Call[]> {
  const veeam = cli(place, credentials);
  const ids: Record<string, string> = {};
  const make = (what: string, call: string, ...args: string[]) =>
    allowed(`ec2 ${call}`, async () => {
      const filled = args.map((arg) => arg.replace(/^<(.*)>$/, (_, name) => ids[name]));
      ids[what] = await veeam('ec2', call, ...filled);
    });
  const act = (call: string, ...args: string[]) => make('_', call, ...args);
  const elsewhere = (call: string, ...args: string[]) =>
    refused(`ec2 ${call} in another region`, () => veeam('ec2', call, ...args, '--region', OTHER_REGION));
  return [
    ...describe(veeam),
    make('vpc', 'create-vpc', '--cidr-block', '10.9.0.0/16', '--query', 'Vpc.VpcId'),
    make('subnet', 'create-subnet', '--vpc-id', '<vpc>', '--cidr-block', '10.9.0.0/24', '--query', 'Subnet.SubnetId'),
    make('gateway', 'create-internet-gateway', '--query', 'InternetGateway.InternetGatewayId'),
    act('attach-internet-gateway', '--internet-gateway-id', '<gateway>', '--vpc-id', '<vpc>'),
    make('table', 'create-route-table', '--vpc-id', '<vpc>', '--query', 'RouteTable.RouteTableId'),
    act('create-route', '--route-table-id', '<table>', '--destination-cidr-block', '0.0.0.0/0', '--gateway-id', '<gateway>'),
    make('group', 'create-security-group', '--group-name', 'veeam', '--description', 'veeam', '--vpc-id', '<vpc>', '--query', 'GroupId'),
    allowed('ec2 authorize-security-group-ingress', () => authorize(veeam, ids.group)),
    allowed('ssm get-parameter: the image that AWS publishes', async () => {
      ids.image = await veeam('ssm', 'get-parameter', '--name', IMAGE, '--query', 'Parameter.Value');
    }),
    make('key', 'create-key-pair', '--key-name', 'veeam-managed', '--query', 'KeyName'),
    allowed('ec2 run-instances', async () => {
      ids.appliance = await veeam(
        ...['ec2', 'run-instances', '--image-id', ids.image, '--subnet-id', ids.subnet, '--security-group-ids', ids.group],
        ...['--key-name', ids.key, '--instance-type', 't3.medium', '--query', 'Instances[0].InstanceId'],
      );
    }),
    ...manage(veeam, () => ids.appliance),
    elsewhere('create-vpc', '--cidr-block', '10.9.0.0/16'),
    elsewhere('create-key-pair', '--key-name', 'veeam-managed'),
    act('delete-key-pair', '--key-name', '<key>'),
    act('delete-route', '--route-table-id', '<table>', '--destination-cidr-block', '0.0.0.0/0'),
    act('delete-route-table', '--route-table-id', '<table>'),
    act('delete-security-group', '--group-id', '<group>'),
    act('delete-subnet', '--subnet-id', '<subnet>'),
    // the page lists no DetachInternetGateway, without which neither an attached gateway nor its VPC can go: these two are others
    make('gateway', 'create-internet-gateway', '--query', 'InternetGateway.InternetGatewayId'),
    act('delete-internet-gateway', '--internet-gateway-id', '<gateway>'),
    make('vpc', 'create-vpc', '--cidr-block', '10.10.0.0/16', '--query', 'Vpc.VpcId'),
    act('delete-vpc', '--vpc-id', '<vpc>'),
  ];
}

type Cli = ReturnType<typeof cli>;

function describe(veeam: Cli): Call[] {
  const calls = ['instances', 'vpcs', 'subnets', 'route-tables', 'internet-gateways', 'security-groups', 'instance-types'];
  return calls.map((what) => allowed(`ec2 describe-${what}`, () => veeam('ec2', `describe-${what}`)));
}

/** The life of an appliance that is there. */
function manage(veeam: Cli, id: () => string): Call[] {
  const state = () => veeam('ec2', 'describe-instances', '--instance-ids', id(), '--query', 'Reservations[0].Instances[0].State.Name');
  const become = (call: string, expected: RegExp) =>
    allowed(`ec2 ${call}`, async () => {
      await veeam('ec2', call, '--instance-ids', id());
      ensure(expected.test(await state()), await state());
    });
  return [
    become('stop-instances', /stopp/),
    become('start-instances', /pending|running/),
    become('terminate-instances', /shutting-down|terminated/),
  ];
}

const authorize = (veeam: Cli, group: string) =>
  veeam(
    'ec2',
    'authorize-security-group-ingress',
    ...['--group-id', group, '--protocol', 'tcp', '--port', '9443', '--cidr', '198.51.100.9/32'],
  );

/** What else there is in the account: an instance with a role, a network, a secret parameter. Made by an administrator. */
async function productionOf(administrator: Cli, vpc: string) {
  const role = 'production';
  const trust = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  });
  await administrator('iam', 'create-role', '--role-name', role, '--assume-role-policy-document', trust);
  await administrator('iam', 'create-instance-profile', '--instance-profile-name', role);
  await administrator('iam', 'add-role-to-instance-profile', '--instance-profile-name', role, '--role-name', role);
  const subnet = await administrator(
    'ec2',
    'create-subnet',
    '--vpc-id',
    vpc,
    '--cidr-block',
    '10.0.240.0/24',
    '--query',
    'Subnet.SubnetId',
  );
  const group = await administrator(
    ...['ec2', 'create-security-group', '--vpc-id', vpc, '--group-name', role, '--description', role, '--query', 'GroupId'],
  );
  const image = await administrator('ssm', 'get-parameter', '--name', IMAGE, '--query', 'Parameter.Value');
  const instance = await administrator(
    ...['ec2', 'run-instances', '--image-id', image, '--subnet-id', subnet, '--security-group-ids', group],
    ...['--iam-instance-profile', `Name=${role}`, '--query', 'Instances[0].InstanceId'],
  );
  const parameter = '/production/password';
  await administrator('ssm', 'put-parameter', '--name', parameter, '--value', 'secret', '--type', 'String');
  return { role, subnet, group, instance, parameter };
}
