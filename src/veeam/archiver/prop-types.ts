import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import { BOOL, wholeNumber } from '../../core/private/validation/basic-types';
import { problem } from '../../core/private/validation/errors';
import { listOf, mapOf } from '../../core/private/validation/nested-types';
import { IPV4_CIDR } from '../../core/private/validation/network-types';
import { isStruct, propType, required, struct } from '../../core/private/validation/prop-types';
import { heldReachProblems } from '../../core/private/validation/reachable';
import { BUCKET, GATEWAY_ENDPOINT, KEY, SECURITY_GROUP, SUBNET, VPC } from '../../core/private/validation/resource-types';
import { REGION, text } from '../../core/private/validation/text-types';
import type { VeeamArchiverNetworkProps } from './archiver-network-props';
import type { VeeamArchiverNetworkOptions, VeeamArchiverOptions } from './archiver-options';
import { placeProblems, vpcProblems } from './network-options';

const TAG = {
  allowed: 'characters that both a tag and a policy can contain: up to U+00FF, no *, ? or ${',
  todo: 'Choose other tags, or omit instanceTags.',
};
const TAG_KEY = text({
  ...TAG,
  pattern: /^(?!.*\$\{)[^*?\p{Cc}\u0100-\u{10ffff}]{1,128}$/u,
  literal: 'Use a literal: it is part of a condition key.',
});
const TAG_VALUE = text({ ...TAG, pattern: /^(?!.*\$\{)[^*?\p{Cc}\u0100-\u{10ffff}]{0,256}$/u });

export const ARCHIVER_OPTIONS = struct<VeeamArchiverOptions>(
  {
    region: REGION,
    shieldInstancesWithRole: BOOL,
    tagOnCreateOnly: BOOL,
    instanceTags: mapOf(TAG_KEY, TAG_VALUE, 'an object with at least one tag', "For example, { product: 'veeam' }. Or omit it."),
    volumeKey: KEY,
    manageIngress: BOOL,
  },
  (rule) => [
    rule(['instanceTags', 'tagOnCreateOnly'], ({ instanceTags, tagOnCreateOnly }) => {
      const todo = 'Set it too: otherwise, Veeam could add these tags to any instance.';
      return instanceTags && !tagOnCreateOnly ? [problem('instanceTags', instanceTags, "only with 'tagOnCreateOnly: true'", todo)] : [];
    }),
  ],
  'region',
);

export const MANAGED_NETWORK_OPTIONS = struct<VeeamArchiverOptions>(
  ARCHIVER_OPTIONS.types,
  (rule) => [
    ...ARCHIVER_OPTIONS.rules,
    rule(['manageIngress'], ({ manageIngress }) => {
      const todo = 'Veeam opens the group of a network that it creates.';
      return manageIngress === false ? [problem('manageIngress', false, 'only in an existing network', todo)] : [];
    }),
  ],
  'region',
);

export const NETWORK_OPTIONS = struct<VeeamArchiverNetworkOptions>(
  { ...ARCHIVER_OPTIONS.types, subnet: required(SUBNET), securityGroup: required(SECURITY_GROUP) },
  (rule) => [
    ...ARCHIVER_OPTIONS.rules,
    rule(['securityGroup', 'subnet'], ({ securityGroup, subnet }) => placeProblems(securityGroup, subnet)),
  ],
  'region',
);

const isDestination = (got: unknown): boolean => typeof got === 'object' && got !== null && 'bind' in got;
const TO_LOGS = 'For example, { destination: ec2.FlowLogDestination.toS3(logs) }.';
const FLOW_LOGS = propType<ec2.FlowLogOptions>(
  (got) => isStruct(got) && isDestination((got as ec2.FlowLogOptions).destination ?? { bind: 'to CloudWatch Logs, by default' }),
  'the options of a flow log',
  TO_LOGS,
  (what, got, place) => heldReachProblems(`${what}.destination`, got.destination, 'one that this stack can reference', TO_LOGS, place),
);

const TO_PROXIES = 'For example, 203.0.113.7/32. Without them, nobody can reach the appliance.';

export const NETWORK_PROPS = struct<VeeamArchiverNetworkProps>(
  {
    proxyCidrs: required(listOf(IPV4_CIDR, 'a list of addresses of the backup proxies, whose length is known at synth', TO_PROXIES, 1)),
    redirectorPort: wholeNumber({
      from: 1,
      to: 65_535,
      except: 22,
      todo: 'Use the port that is set in Veeam, 443 by default.',
      later: true,
    }),
    vpc: VPC,
    flowLogs: FLOW_LOGS,
    repositories: listOf(BUCKET, 'a list of buckets', 'Import one by its name: Bucket.fromBucketName.'),
    s3Endpoint: GATEWAY_ENDPOINT,
  },
  (rule) => [
    rule(['vpc', 's3Endpoint'], ({ s3Endpoint, vpc }) => vpcProblems(vpc, s3Endpoint)),
    rule(['vpc', 'flowLogs'], ({ flowLogs, vpc }) => {
      const todo = 'Add flow logs to your own VPC: vpc.addFlowLog.';
      return vpc && flowLogs ? [problem('flowLogs', flowLogs, "only without 'vpc'", todo)] : [];
    }),
  ],
);
