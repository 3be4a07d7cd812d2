import { CfnResource } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { VendorAccess } from '../../src';
import { REFERENCE_RULES } from '../../src/core/private/synth/reference-rules';
import { LogzioArchiveBucket } from '../../src/logzio';
import type { KeptReferrers, Kind } from '../cfn-lint/referrers';
import { validated } from '../leaves/verdict';
import { newStack } from '../util';
import { SILENT_REFERRERS } from './referrers';
import kept from './referrers.json';

// Every property of CloudFormation that can refer to what a construct made, or hold a policy. `npm run cfn-lint -- --keep` rewrites the list.

interface Referrer {
  readonly kind: Kind;
  readonly type: string;
  readonly path: string;
}

const ALL: Referrer[] = Object.entries((kept as KeptReferrers).referrers).flatMap(([kind, types]) =>
  Object.entries(types).flatMap(([type, paths]) => paths.split(' ').map((path) => ({ kind: kind as Kind, type, path }))),
);

/** What other tests try, because it takes more than the reference, or because the words are others. */
const TRIED_THERE: Record<string, RegExp> = {
  'AWS::AppFlow::Flow': /^SourceFlowConfig\.SourceConnectorProperties\.S3\./,
  'AWS::DataSync::LocationS3': /^S3BucketArn$/,
  'AWS::IAM::UserToGroupAddition': /./,
  'AWS::LakeFormation::PrincipalPermissions': /^Resource/,
  'AWS::S3::AccessGrantsLocation': /^LocationScope/,
  'AWS::S3::AccessPoint': /^Bucket$/,
  'AWS::S3::BucketPolicy': /^Bucket$/, // an error: a bucket has one policy
  'AWS::S3::MultiRegionAccessPoint': /^Regions/,
  'AWS::SecretsManager::ResourcePolicy': /^SecretId$/,
};
/** What `principal` collects beside the table of references. */
const ATTACHING = /^AWS::IAM::((User|Group|Role)?Policy|ManagedPolicy) ((Users|Groups|Roles)\.\*|(User|Group|Role)Name)$/;

const OF: Record<Kind, readonly string[]> = {
  principal: ['user', 'role', 'group', 'policy'],
  policy: ['user', 'role'],
  text: ['user', 'role'],
  secret: ['secret'],
  bucket: ['bucket'],
  key: [],
};

const isTriedThere = ({ path, type }: Referrer) => TRIED_THERE[type]?.test(path) ?? false;
const silenceOf = ({ kind, path, type }: Referrer) =>
  SILENT_REFERRERS.find((one) => one.kind === kind && (one.type?.test(type) ?? true) && (one.path?.test(path) ?? true));

/** Whether something is said, by what the sources look for. */
function isLookedAt({ kind, path, type }: Referrer, to: string): boolean {
  const at = path.replaceAll('*', '0');
  const isText = kind === 'text' && !silenceOf({ kind, path, type });
  return kind === 'policy' || isText
    ? type !== 'AWS::EC2::VPCEndpoint'
    : (to !== 'policy' && ATTACHING.test(`${type} ${path}`)) ||
        REFERENCE_RULES.some((rule) => rule.to === to && rule.type === type && rule.at.test(at));
}

describe('the table', () => {
  test('every property is looked at, or silent for a reason', () => {
    const unclassified = ALL.filter((one) => !isTriedThere(one) && !silenceOf(one) && !OF[one.kind].some((to) => isLookedAt(one, to)));
    expect(unclassified.map(({ kind, path, type }) => `${kind} ${type} ${path}`)).toEqual([]);
  });

  test('every entry of the silent ones is needed, and every rule for a type of AWS names a property', () => {
    expect(SILENT_REFERRERS.filter((entry) => !ALL.some((one) => silenceOf(one) === entry))).toEqual([]);
    const rules = REFERENCE_RULES.filter((rule) => rule.type.startsWith('AWS::') && rule.to !== 'test'); // a function is none of the kinds
    const known = new Set(ALL.map(({ type }) => type));
    expect(rules.filter(({ type }) => !known.has(type)).map(({ type }) => type)).toEqual([]);
  });
});

test('the app is told what is looked at, and nothing else', () => {
  const stack = newStack();
  const byUser = new LogzioArchiveBucket(stack, 'User');
  const access = VendorAccess.vendorRole({ accountId: '444455556666', externalId: 'logzio:aws:extid:a1b2c3d4e5f6' });
  const byRole = new LogzioArchiveBucket(stack, 'Role', { access });
  const before = validated(stack.node.root as never, stack).warnings;
  const values: Record<string, string | undefined> = {
    user: byUser.user?.userArn,
    group: (byUser.node.findChild('Group') as iam.Group).groupName,
    role: byRole.role?.roleArn,
    policy: byUser.policy.managedPolicyArn,
    secret: byUser.secret?.secretArn,
    bucket: byUser.bucket.bucketName,
  };
  const expected: string[] = [];
  for (const referrer of ALL.filter((one) => !isTriedThere(one))) {
    for (const to of OF[referrer.kind]) {
      const id = [to, referrer.type.replaceAll('::', '-'), referrer.path.replaceAll('.', '-').replaceAll('*', 'x')].join('_');
      const policy = { Statement: [{ Effect: 'Allow', Principal: { AWS: values[to] }, Action: 'x:Do', Resource: '*' }] };
      const value = { policy, text: stack.toJsonString(policy) }[referrer.kind as string] ?? values[to];
      const properties = nested(referrer.path.split('.'), value);
      new CfnResource(stack, id, { type: referrer.type, properties: properties as Record<string, unknown> });
      if (isLookedAt(referrer, to)) expected.push(id);
    }
  }
  const { errors, warnings } = validated(stack.node.root as never, stack);
  expect(errors).toEqual([]);
  const told = warnings.filter((text) => !before.includes(text)).join();
  const named = [...told.matchAll(/'Stack\/((?:user|role|group|policy|secret|bucket)_[^']+)'/g)].map(([, id]) => id);
  expect([...new Set(named)].sort()).toEqual(expected.sort());
});

function nested([key, ...rest]: readonly string[], value: unknown): unknown {
  const inner = rest.length > 0 ? nested(rest, value) : value;
  return key === '*' ? [inner] : { [key]: inner };
}
