import type * as iam from 'aws-cdk-lib/aws-iam';
import { HANDED_BY } from '../env/shared-principals';
import { partsOf } from '../policy/document';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { type Launch, launchesOf } from './fleets';
import { namedIn } from './principal-policies';
import { mentioning } from './related';
import { Targets } from './targets';

/** Where an instance of the app runs, or several of a group; undefined stands for what the app does not make. */
export interface Instance {
  readonly by: FinalResource;
  readonly subnet: FinalResource | undefined;
  readonly groups: readonly (FinalResource | undefined)[];
  /** Whether software on it certainly gets no credentials of the role. */
  readonly isWithoutCredentials: boolean;
}

const PROFILE = 'AWS::IAM::InstanceProfile';
const LAUNCHING = ['AWS::EC2::LaunchTemplate', 'AWS::AutoScaling::LaunchConfiguration'];
const RUNNING = ['AWS::EC2::Instance', 'AWS::AutoScaling::AutoScalingGroup'];

/** The instances that run with a role which the library made for instances. */
export function instancesOf(app: FinalApp, role: iam.IRole | undefined): Instance[] {
  const final = app.find(role);
  if (!final || HANDED_BY.get(final.construct)?.type !== PROFILE) {
    return [];
  }
  const profiles = namedIn(app, final).flatMap(({ at, by }) => (by.Type === PROFILE && /^Roles\b/.test(at) ? by : []));
  const users = (of: FinalResource, types: readonly string[]) => types.flatMap((type) => mentioning(app, of, type));
  const fleets = profiles.length > 0 ? launchesOf(app) : [];
  return profiles.flatMap((profile) => [
    ...users(profile, RUNNING).flatMap((by) => placesOf(app, by, [by])),
    ...users(profile, LAUNCHING).flatMap((launch) => users(launch, RUNNING).flatMap((by) => placesOf(app, by, [by, launch]))),
    ...fleets.flatMap((launch) => (profileOf(app, launch) === profile ? placesOf(app, launch.own, settingsOf(launch)) : [])),
  ]);
}

const settingsOf = ({ own, template }: Launch): FinalResource[] => (template ? [own, template] : [own]);

/** The instance profile that a fleet launches with: what it says itself comes first. */
function profileOf(app: FinalApp, launch: Launch): FinalResource | undefined {
  const [profile] = settingsOf(launch).flatMap(({ construct, Properties }) => {
    const { Arn, Name } = (Properties.LaunchTemplateData ?? Properties).IamInstanceProfile ?? {};
    return Arn === undefined && Name === undefined ? [] : [Targets.of(app).resource(construct.stack, Arn ?? Name)];
  });
  return profile;
}

/** What the instance says itself comes before what its launch template says. */
function placesOf(app: FinalApp, by: FinalResource, all: readonly FinalResource[]): Instance[] {
  const [subnets, groups] = [SUBNETS, GROUPS].map((names) => {
    const given = all.map((one) => valuesAt(one, names).map((value) => Targets.of(app).resource(one.construct.stack, value)));
    return given.find((some) => some.length > 0) ?? [undefined];
  });
  const [endpoint] = all.flatMap(({ Properties: { LaunchTemplateData, MetadataOptions } }) =>
    [LaunchTemplateData?.MetadataOptions, MetadataOptions].flatMap((one) => one?.HttpEndpoint ?? []),
  );
  return subnets.map((subnet) => ({ by, subnet, groups, isWithoutCredentials: endpoint === OFF }));
}

/** .../AWSEC2/latest/UserGuide/instance-metadata-security-credentials.html, read 2026-12-01. */
const OFF = 'disabled';

const SUBNETS = ['SubnetId', 'VPCZoneIdentifier'];
const GROUPS = ['SecurityGroupIds', 'SecurityGroups', 'GroupSet', 'Groups'];

/** Also of its network interfaces. */
function valuesAt({ Properties }: FinalResource, names: readonly string[]): unknown[] {
  const { LaunchTemplateData } = Properties;
  const own = [Properties, LaunchTemplateData].filter((one) => one !== undefined);
  const interfaces = own.flatMap((one) => partsOf(one.NetworkInterfaces).map(({ value }) => value as Record<string, unknown>));
  return [...own, ...interfaces].flatMap((one) =>
    names.flatMap((name) => partsOf(one[name]).map(({ sure, value }) => (sure ? value : undefined))),
  );
}
