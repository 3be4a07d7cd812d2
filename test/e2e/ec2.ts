import { AddRoleToInstanceProfileCommand, CreateInstanceProfileCommand, CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import type { Credentials } from '../local-aws/local-aws';
import { succeed } from './calls';
import type { Target } from './target';

/** A command of the AWS CLI, and what it answers. */
export type Cli = <T>(service: string, command: string, ...args: string[]) => Promise<T>;

export function cliOf(target: Target, credentials?: Credentials): Cli {
  const cli = target.cli(credentials);
  return async (...args) => JSON.parse((await succeed(cli.run([...args, '--output', 'json']))) || '{}');
}

export interface Instance {
  readonly InstanceId: string;
  readonly InstanceType: string;
  readonly Monitoring: { readonly State: string };
  readonly SecurityGroups: readonly { readonly GroupId: string }[];
  readonly State: { readonly Name: string };
  readonly SubnetId: string;
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
}

export async function describeInstance(aws: Cli, id: string): Promise<Instance> {
  const { Reservations } = await aws<{ Reservations: { Instances: Instance[] }[] }>('ec2', 'describe-instances', '--instance-ids', id);
  return Reservations[0].Instances[0];
}

/** Where a launch goes and what it is made of. */
export interface Launch {
  readonly image: string;
  readonly subnet: string;
  readonly group: string;
}

export async function launch(aws: Cli, { group, image, subnet }: Launch, ...more: string[]): Promise<string> {
  const options = ['--image-id', image, '--instance-type', 't3.small', '--subnet-id', subnet, '--security-group-ids', group];
  const { Instances } = await aws<{ Instances: Instance[] }>('ec2', 'run-instances', ...options, ...more);
  return Instances[0].InstanceId;
}

/** What an account has that is in production: an instance with a role, and roles that none of the products may pass on. */
export interface Production {
  readonly role: string;
  readonly profile: string;
  readonly instance: string;
}

/** Made by the administrator. */
export async function makeProduction(target: Target, administrator: Cli, where: Launch): Promise<Production> {
  const iam = new IAMClient(target.config());
  const [role, profile] = ['production-role', 'production-profile'];
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: ['ec2.amazonaws.com', 'vmie.amazonaws.com'] }, Action: 'sts:AssumeRole' }],
  };
  await iam.send(new CreateRoleCommand({ RoleName: role, AssumeRolePolicyDocument: JSON.stringify(trust) }));
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: profile }));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: profile, RoleName: role }));
  return { role, profile, instance: await launch(administrator, where, '--iam-instance-profile', `Name=${profile}`) };
}
