import type { Part } from './calls';
import type { Context } from './context';
import type { Environment } from './types';

export type Tags = Readonly<Record<string, string>>;

/** Something of EC2 that a call names, with what IAM is told of it. */
export interface Ec2Resource {
  readonly resource: string;
  /** Owner, where it is another account. */
  readonly account?: string;
  readonly context?: Context;
}

export interface Ec2Launch {
  /** Default: an image of the own account. */
  readonly image?: Ec2Resource;
  /** Public SSM parameter (`resolve:ssm:` as image id) that is read beside. */
  readonly imageParameter?: string;
  /** Snapshots of block devices. */
  readonly snapshots?: readonly Ec2Resource[];
  readonly subnet?: string;
  readonly vpc?: string;
  readonly securityGroups?: readonly string[];
  readonly keyPair?: string;
  readonly instanceType?: string;
  /** Name of the role (and of its instance profile) that the instance gets. */
  readonly role?: string;
  readonly spot?: boolean;
  /** Tags at launch, by resource type. */
  readonly tags?: Readonly<Record<string, Tags>>;
  /** ARN of the customer's key that the volume is encrypted with. */
  readonly volumeKey?: string;
}

const tagged = (prefix: 'Resource' | 'Request', tags: Tags): Context => ({
  ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:${prefix}Tag/${key}`, value])),
  ...(prefix === 'Request' ? { 'aws:TagKeys': Object.keys(tags) } : {}),
});

// Their ARNs have no account, whoever owns them.
const WITHOUT_ACCOUNT = ['image', 'snapshot'];

/**
 * Calls to EC2 in one region, each with every judgement that AWS makes of it: one for each resource that the call names or makes
 * (the service authorization reference marks many of them as optional: they are judged when the call has them), one for each resource
 * that is tagged on creation, one for the role that is passed, and those of the key of an encrypted volume.
 */
export class Ec2 {
  public constructor(
    private readonly env: Environment,
    public readonly region: string = env.region,
  ) {}

  public arn(type: string, id: string, account = this.env.account): string {
    return `arn:${this.env.partition}:ec2:${this.region}:${WITHOUT_ACCOUNT.includes(type) ? '' : account}:${type}/${id}`;
  }

  /** An existing resource, such as a subnet. */
  public resource(type: string, id: string, tags: Tags = {}): Ec2Resource {
    return { resource: this.arn(type, id), context: tagged('Resource', tags) };
  }

  /** An image or a snapshot: their ARNs do not tell whose they are, `ec2:Owner` does. */
  public owned(type: 'image' | 'snapshot', id: string, owner = this.env.account, more: Context = {}): Ec2Resource {
    const account = owner === this.env.account ? {} : { account: owner };
    return { resource: this.arn(type, id), ...account, context: { 'ec2:Owner': owner, ...more } };
  }

  /** An instance, which may have a role (the key for its profile is absent otherwise). */
  public instance(id: string, { role, tags = {} }: { role?: string; tags?: Tags } = {}): Ec2Resource {
    return {
      resource: this.arn('instance', id),
      context: { 'ec2:InstanceType': 't3.medium', ...this.profile(role), ...tagged('Resource', tags) },
    };
  }

  /** A call that names these resources and has nothing to it beside. */
  public on(action: string, ...resources: Ec2Resource[]): Part[] {
    return resources.map((resource) => ({ action: `ec2:${action}`, ...resource }));
  }

  /** Actions that are granted on `*` only. */
  public describe(action: string): Part[] {
    return [{ action: `ec2:${action}`, resource: '*', context: { 'aws:RequestedRegion': this.region, 'ec2:Region': this.region } }];
  }

  public run(launch: Ec2Launch = {}): Part[] {
    const { role, instanceType = 't3.medium', spot = false } = launch;
    const instance = { 'ec2:InstanceType': instanceType, 'ec2:InstanceMarketType': spot ? 'spot' : 'on-demand', ...this.profile(role) };
    return this.launch('RunInstances', launch, [
      this.made('instance', 'i-0new', launch.tags?.instance, instance),
      this.made('volume', 'vol-0new', launch.tags?.volume, {
        'ec2:Encrypted': String(launch.volumeKey !== undefined),
        ...(launch.volumeKey ? { 'ec2:KmsKeyId': launch.volumeKey } : {}),
      }),
      // judged only if it is tagged, says AWS's guide to EC2 (example policies, 2023-06-09)
      ...(spot && launch.tags?.['spot-instances-request']
        ? [this.made('spot-instances-request', 'sir-0new', launch.tags['spot-instances-request'])]
        : []),
    ]);
  }

  /** The older call for spot instances: it is not told of the instance, hence not of its profile. */
  public requestSpot(launch: Omit<Ec2Launch, 'instanceType' | 'spot'> = {}): Part[] {
    return this.launch('RequestSpotInstances', launch, [
      this.made('spot-instances-request', 'sir-0new', launch.tags?.['spot-instances-request']),
    ]);
  }

  /** Changes an instance, its security groups or its volumes. */
  public modify(instance: Ec2Resource, change: { attribute?: string; groups?: readonly string[]; volumes?: readonly string[] }): Part[] {
    const { attribute, groups = [], volumes = [] } = change;
    const named: Context = attribute === undefined ? {} : { 'ec2:Attribute': attribute };
    return this.on(
      'ModifyInstanceAttribute',
      { ...instance, context: { ...instance.context, ...named } },
      ...groups.map((id) => this.resource('security-group', id)),
      ...volumes.map((id) => this.resource('volume', id)),
    );
  }

  /** Makes a resource; `parents` are those it is made in, such as the VPC of a subnet. */
  public create(action: string, type: string, id: string, { parents = [], tags }: { parents?: Ec2Resource[]; tags?: Tags } = {}): Part[] {
    const made = this.made(type, id, tags);
    return [...this.on(action, made, ...parents), ...(tags ? this.tagOnCreate(action, made, tags) : [])];
  }

  /** The image comes from files in S3, or from a snapshot. */
  public importImage({ snapshot, tags, role }: { snapshot?: Ec2Resource; tags?: Tags; role?: string } = {}): Part[] {
    const image = this.owned('image', 'import-ami-0new');
    return [
      ...this.create('ImportImage', 'import-image-task', 'import-ami-0new', { parents: [image, ...(snapshot ? [snapshot] : [])], tags }),
      // Which service is told as the one it is passed to is not documented.
      ...(role ? [{ action: 'iam:PassRole', resource: this.roleArn(role) }] : []),
    ];
  }

  /** Tags something that exists. */
  public tag(resource: Ec2Resource, tags: Tags): Part[] {
    return this.on('CreateTags', { ...resource, context: { ...resource.context, ...tagged('Request', tags) } });
  }

  /** Reads one of the parameters that AWS publishes, `/aws/service/…`: their ARNs have no account. */
  public publicParameter(name: string, action = 'ssm:GetParameter'): Part[] {
    return [{ action, resource: `arn:${this.env.partition}:ssm:${this.region}::parameter${name}` }];
  }

  private launch(action: string, launch: Omit<Ec2Launch, 'spot'>, made: Ec2Resource[]): Part[] {
    const { image = this.owned('image', 'ami-0own'), subnet = 'subnet-0own', vpc = 'vpc-0own', securityGroups = ['sg-0own'] } = launch;
    const inVpc = { 'ec2:Vpc': this.arn('vpc', vpc) };
    const { tags = {}, keyPair, role, volumeKey, imageParameter, snapshots = [] } = launch;
    const all: Ec2Resource[] = [
      ...made,
      this.made('network-interface', 'eni-0new', tags['network-interface'], { ...inVpc, 'ec2:Subnet': this.arn('subnet', subnet) }),
      image,
      ...snapshots,
      { resource: this.arn('subnet', subnet), context: { ...inVpc, 'ec2:SubnetID': subnet } },
      ...securityGroups.map((id) => ({ resource: this.arn('security-group', id), context: { ...inVpc, 'ec2:SecurityGroupID': id } })),
      ...(keyPair ? [{ resource: this.arn('key-pair', keyPair), context: { 'ec2:KeyPairName': keyPair } }] : []),
    ];
    const untagged = Object.keys(tags).filter((type) => !all.some(({ resource }) => resource.includes(`:${type}/`)));
    if (untagged.length > 0) throw new Error(`${action} makes nothing of the type ${untagged.join(', ')} to tag`);
    return [
      ...this.on(action, ...all),
      ...all.flatMap((one) => {
        const own = tags[one.resource.split(':')[5].split('/')[0]];
        return own ? this.tagOnCreate(action, one, own) : [];
      }),
      ...(role ? [this.passRole(role)] : []),
      ...(imageParameter ? this.publicParameter(imageParameter, 'ssm:GetParameters') : []),
      ...(volumeKey ? this.useKey(volumeKey) : []),
    ];
  }

  /** A resource that the call makes; its real ARN has no id yet when it is judged. */
  private made(type: string, id: string, tags?: Tags, context: Context = {}): Ec2Resource {
    return { resource: this.arn(type, id), context: { ...context, ...(tags ? tagged('Request', tags) : {}) } };
  }

  private tagOnCreate(action: string, { resource }: Ec2Resource, tags: Tags): Part[] {
    return this.on('CreateTags', { resource, context: { 'ec2:CreateAction': action, ...tagged('Request', tags) } });
  }

  private profile(role: string | undefined): Context {
    return role ? { 'ec2:InstanceProfile': `arn:${this.env.partition}:iam::${this.env.account}:instance-profile/${role}` } : {};
  }

  private roleArn(role: string): string {
    return `arn:${this.env.partition}:iam::${this.env.account}:role/${role}`;
  }

  private passRole(role: string): Part {
    const service = `ec2.${this.env.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'}`; // aws-eusc: not documented
    return { action: 'iam:PassRole', resource: this.roleArn(role), context: { 'iam:PassedToService': service } };
  }

  /** https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html */
  private useKey(key: string): Part[] {
    const via = { 'kms:ViaService': `ec2.${this.region}.amazonaws.com` };
    return [
      { action: 'kms:CreateGrant', resource: key, context: { ...via, 'kms:GrantIsForAWSResource': 'true' } },
      ...['Decrypt', 'DescribeKey', 'GenerateDataKeyWithoutPlaintext', 'ReEncryptFrom', 'ReEncryptTo'].map((name) => ({
        action: `kms:${name}`,
        resource: key,
        context: via,
      })),
    ];
  }
}

/** The same call, in a subnet and with a group whose owner is another account. */
export const sharedBy = (owner: string, call: Part[]): Part[] =>
  JSON.parse(JSON.stringify(call).replace(/:\d{12}:(subnet|security-group)\//g, `:${owner}:$1/`));
