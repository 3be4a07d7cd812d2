import { Construct } from 'constructs';
import { problem, throwIfAny } from './errors';

export interface Kind {
  /** What a value of this kind has. Not `instanceof`: other languages and other copies of aws-cdk-lib have classes of their own. */
  readonly member: string;
  readonly allowed: string;
  readonly todo: string;
}

const BUCKET: Kind = { member: 'bucketArn', allowed: 'a bucket', todo: 'Import one by its name: Bucket.fromBucketName.' };
const SUBNET: Kind = { member: 'subnetId', allowed: 'a subnet', todo: 'Import one by its id: Subnet.fromSubnetId.' };
const GROUP: Kind = {
  member: 'securityGroupId',
  allowed: 'a security group',
  todo: 'Import one by its id: SecurityGroup.fromSecurityGroupId.',
};
const KEY: Kind = { member: 'keyArn', allowed: 'a KMS key', todo: 'Import one by its ARN: Key.fromKeyArn.' };
const DAYS: Kind = { member: 'toDays', allowed: 'a Duration', todo: 'Such as Duration.days(30).' };
const ACCESS: Kind = {
  member: '_binding',
  allowed: 'what VendorAccess makes',
  todo: 'For a principal of yours: VendorAccess.existingUser or existingRole.',
};

/** Kinds by the names of props. */
type Kinds = Readonly<Record<string, Kind>>;

/** Those that a prop of this name has in every construct. */
const KINDS: Kinds = {
  access: ACCESS,
  bucket: BUCKET,
  serverAccessLogsBucket: BUCKET,
  encryptionKey: KEY,
  volumeKey: KEY,
  vpc: { member: 'vpcId', allowed: 'a VPC', todo: 'Import one: Vpc.fromLookup.' },
  subnet: SUBNET,
  securityGroup: GROUP,
  s3Endpoint: {
    member: 'vpcEndpointId',
    allowed: 'a gateway endpoint',
    todo: 'Import one by its id: GatewayVpcEndpoint.fromGatewayVpcEndpointId.',
  },
  accessKeys: { member: 'serial', allowed: 'what AccessKeys makes', todo: 'Such as AccessKeys.single(2).' },
  secretEncryptionKey: KEY,
  permissionsBoundary: { member: 'managedPolicyArn', allowed: 'a managed policy', todo: 'Import one: ManagedPolicy.fromManagedPolicyArn.' },
  maximumRetention: DAYS,
  defaultRetention: DAYS,
  maxSessionDuration: { member: 'toSeconds', allowed: 'a Duration', todo: 'Such as Duration.hours(1).' },
};

/** Lists, by the same. */
const LISTS: Kinds = { repositories: BUCKET };

/**
 * Refuses props that are of a wrong kind, which only plain JavaScript lets pass: without this, they end in a TypeError from somewhere inside.
 * First thing in a constructor, because all other checks rely on it. `own` are kinds that only this construct knows.
 */
export function throwIfWrongTypes(construct: Construct, props: object, own: Kinds = {}): void {
  throwIfAny(construct, typeProblems(props, own));
}

/** The same as problems; what is not given, and what has no kind of its own, passes. */
export function typeProblems(props: object, own: Kinds = {}): string[] {
  const kinds = { ...KINDS, ...own };
  const given = Object.entries(props).filter(([, value]) => value !== undefined);
  return given.flatMap(([name, value]) => [
    ...(name in kinds ? typeProblem(name, value, kinds[name]) : []),
    ...(name in LISTS ? wrongList(name, value, LISTS[name]) : []),
  ]);
}

/** The same, where each of the props has to be given. */
export function requiredProblems(props: object): string[] {
  return Object.entries(props).flatMap(([name, value]) => typeProblem(name, value, KINDS[name]));
}

function wrongList(name: string, got: unknown, kind: Kind): string[] {
  return Array.isArray(got)
    ? got.flatMap((one, index) => typeProblem(`${name}[${index}]`, one, kind))
    : [problem(name, got, `a list, of which each is ${kind.allowed}`, kind.todo)];
}

export function typeProblem(what: string, got: unknown, { allowed, member, todo }: Kind): string[] {
  if (typeof got === 'object' && got !== null && member in got) {
    return [];
  }
  const shown = Construct.isConstruct(got) ? `the construct '${got.node.path}'` : got;
  return [problem(what, shown, allowed, todo)];
}
