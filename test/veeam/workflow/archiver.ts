import { allowed, type Call, ensure, refused } from '../../e2e/calls';
import { type Cli, cliOf, describeInstance, launch, makeProduction } from '../../e2e/ec2';
import type { Place } from '../../e2e/workflow';
import type { Credentials } from '../../local-aws/local-aws';

const IMAGE = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64';
const OTHER_REGION = 'eu-north-1';
const PASSWORD = '/production/password';
const KEY = ['--key-name', 'veeam-archiver'];

/** In a network of the owner's: the given subnet and group, and nothing else. */
export async function appliance(place: Place, credentials: Credentials): Promise<Call[]> {
  const { stack, target } = place;
  const [veeam, administrator] = [cliOf(target, credentials), cliOf(target)];
  const [subnet, group, vpc] = [stack.output('SetupSubnet'), stack.output('SetupSecurityGroup'), stack.output('SetupVpc')];
  const others = await networkOfOthers(administrator, vpc);
  const production = await makeProduction(target, administrator, { ...others, image: await imageOf(administrator) });
  await administrator('ssm', 'put-parameter', '--name', PASSWORD, '--value', 'secret', '--type', 'String');
  const where = { image: '', subnet, group };
  let id = '';
  const tags = ['instance', 'volume'].map((type) => `ResourceType=${type},Tags=[{Key=Name,Value=veeam-archiver}]`);
  const tag = (resource: string) => veeam('ec2', 'create-tags', '--resources', resource, '--tags', 'Key=a,Value=b');
  return [
    ...describe(veeam),
    allowed('ssm get-parameter: the image that AWS publishes', async () => {
      where.image = await imageOf(veeam);
    }),
    refused('ssm get-parameter of the account', () => veeam('ssm', 'get-parameter', '--name', PASSWORD)),
    allowed('ec2 create-key-pair', () => veeam('ec2', 'create-key-pair', ...KEY)),
    allowed('ec2 run-instances in the subnet and group, with tags', async () => {
      id = await launch(veeam, where, ...KEY, '--tag-specifications', ...tags);
      const { SecurityGroups, SubnetId } = await describeInstance(veeam, id);
      ensure(SubnetId === subnet && SecurityGroups[0].GroupId === group, `${SubnetId}, ${SecurityGroups[0].GroupId}`);
    }),
    refused('ec2 run-instances in another subnet', () => launch(veeam, { ...where, subnet: others.subnet })),
    refused('ec2 run-instances with another security group', () => launch(veeam, { ...where, group: others.group })),
    refused('ec2 run-instances with a role', () => launch(veeam, where, '--iam-instance-profile', `Name=${production.profile}`)),
    ...manage(veeam, () => id),
    refused('ec2 stop-instances of an instance with a role', () => veeam('ec2', 'stop-instances', '--instance-ids', production.instance)),
    refused('ec2 terminate-instances of an instance with a role', () =>
      veeam('ec2', 'terminate-instances', '--instance-ids', production.instance),
    ),
    refused('ec2 create-tags of a subnet', () => tag(subnet)),
    refused('ec2 create-tags of an instance with a role', () => tag(production.instance)),
    ...['describe-instances', 'describe-vpcs'].map((call) =>
      refused(`ec2 ${call} in another region`, () => veeam('ec2', call, '--region', OTHER_REGION)),
    ),
    allowed('ec2 authorize-security-group-ingress of the group', () => authorize(veeam, group)),
    refused('ec2 authorize-security-group-ingress of another group', () => authorize(veeam, others.group)),
    refused('ec2 create-vpc', () => veeam('ec2', 'create-vpc', '--cidr-block', '10.9.0.0/16')),
    refused('ec2 delete-subnet', () => veeam('ec2', 'delete-subnet', '--subnet-id', others.subnet)),
    allowed('ec2 delete-key-pair', () => veeam('ec2', 'delete-key-pair', ...KEY)),
    allowed('administrator: what was refused is possible', async () => {
      await launch(administrator, { ...where, ...others }, '--iam-instance-profile', `Name=${production.profile}`);
      await administrator('ssm', 'get-parameter', '--name', PASSWORD);
      await administrator('ec2', 'describe-instances', '--region', OTHER_REGION);
      await authorize(administrator, others.group);
    }),
  ];
}

/** Veeam makes the network and removes it again, in the order in which each thing needs the other. */
export async function networkOfVeeam({ target }: Place, credentials: Credentials): Promise<Call[]> {
  const veeam = cliOf(target, credentials);
  const ids: Record<string, string> = {};
  /** A call whose arguments may be `<names>` of what earlier calls have made; of its answer, the id in these fields is kept. */
  const act = (call: string, args: string[], made?: { name: string; path: string[] }) =>
    allowed(`ec2 ${call}`, async () => {
      // biome-ignore lint/suspicious/noExplicitAny: the shape is EC2's, different for each call
      const answer = await veeam<any>('ec2', call, ...args.map((arg) => arg.replace(/^<(.*)>$/, (_, name) => ids[name])));
      if (made) {
        ids[made.name] = made.path.reduce((value, field) => value[field], answer);
      }
    });
  const make = (name: string, call: string, args: string[], ...path: string[]) => act(call, args, { name, path });
  const elsewhere = (call: string, ...args: string[]) =>
    refused(`ec2 ${call} in another region`, () => veeam('ec2', call, ...args, '--region', OTHER_REGION));
  return [
    ...describe(veeam),
    make('vpc', 'create-vpc', ['--cidr-block', '10.9.0.0/16'], 'Vpc', 'VpcId'),
    make('subnet', 'create-subnet', ['--vpc-id', '<vpc>', '--cidr-block', '10.9.0.0/24'], 'Subnet', 'SubnetId'),
    make('gateway', 'create-internet-gateway', [], 'InternetGateway', 'InternetGatewayId'),
    act('attach-internet-gateway', ['--internet-gateway-id', '<gateway>', '--vpc-id', '<vpc>']),
    make('table', 'create-route-table', ['--vpc-id', '<vpc>'], 'RouteTable', 'RouteTableId'),
    act('create-route', ['--route-table-id', '<table>', '--destination-cidr-block', '0.0.0.0/0', '--gateway-id', '<gateway>']),
    make('group', 'create-security-group', ['--group-name', 'veeam', '--description', 'veeam', '--vpc-id', '<vpc>'], 'GroupId'),
    allowed('ec2 authorize-security-group-ingress', () => authorize(veeam, ids.group)),
    act('create-key-pair', KEY),
    allowed('ec2 run-instances', async () => {
      ids.appliance = await launch(veeam, { image: await imageOf(veeam), subnet: ids.subnet, group: ids.group }, ...KEY);
    }),
    ...manage(veeam, () => ids.appliance),
    elsewhere('create-vpc', '--cidr-block', '10.9.0.0/16'),
    elsewhere('create-key-pair', ...KEY),
    act('delete-key-pair', KEY),
    act('delete-route', ['--route-table-id', '<table>', '--destination-cidr-block', '0.0.0.0/0']),
    act('delete-route-table', ['--route-table-id', '<table>']),
    act('delete-security-group', ['--group-id', '<group>']),
    act('delete-subnet', ['--subnet-id', '<subnet>']),
    // the page lists no DetachInternetGateway, without which neither an attached gateway nor its VPC can go: these two are others
    make('gateway', 'create-internet-gateway', [], 'InternetGateway', 'InternetGatewayId'),
    act('delete-internet-gateway', ['--internet-gateway-id', '<gateway>']),
    make('vpc', 'create-vpc', ['--cidr-block', '10.10.0.0/16'], 'Vpc', 'VpcId'),
    act('delete-vpc', ['--vpc-id', '<vpc>']),
  ];
}

export async function imageOf(aws: Cli): Promise<string> {
  const { Parameter } = await aws<{ Parameter: { Value: string } }>('ssm', 'get-parameter', '--name', IMAGE);
  return Parameter.Value;
}

function describe(veeam: Cli): Call[] {
  const calls = [
    'instances',
    'vpcs',
    'subnets',
    'route-tables',
    'internet-gateways',
    'security-groups',
    'instance-types',
    'conversion-tasks',
  ];
  return calls.map((what) => allowed(`ec2 describe-${what}`, () => veeam('ec2', `describe-${what}`)));
}

/** The life of an appliance that is there. */
function manage(veeam: Cli, id: () => string): Call[] {
  const become = (call: string, expected: RegExp) =>
    allowed(`ec2 ${call}`, async () => {
      await veeam('ec2', call, '--instance-ids', id());
      const { State } = await describeInstance(veeam, id());
      ensure(expected.test(State.Name), State.Name);
    });
  return [
    become('stop-instances', /stopp/),
    become('start-instances', /pending|running/),
    become('terminate-instances', /shutting-down|terminated/),
  ];
}

export const authorize = (aws: Cli, group: string) =>
  aws('ec2', 'authorize-security-group-ingress', '--group-id', group, '--protocol', 'tcp', '--port', '9443', '--cidr', '198.51.100.9/32');

/** Made by an administrator. */
export async function networkOfOthers(administrator: Cli, vpc: string) {
  const inVpc = ['--vpc-id', vpc];
  const { Subnet } = await administrator<{ Subnet: { SubnetId: string } }>('ec2', 'create-subnet', ...inVpc, '--cidr-block', '10.0.9.0/24');
  const named = ['--group-name', 'production', '--description', 'production'];
  const { GroupId } = await administrator<{ GroupId: string }>('ec2', 'create-security-group', ...inVpc, ...named);
  return { subnet: Subnet.SubnetId, group: GroupId };
}
