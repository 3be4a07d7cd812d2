import type { PromiseRule } from '../../core/private/synth/promise-rule';
import { CLOSE, isForEverybody, isForProxies, OPENED_FURTHER } from './network-warnings';

const GROUP = /^AWS::EC2::SecurityGroup$/;
const RULES: readonly PromiseRule[] = [
  {
    type: GROUP,
    path: /^GroupName$/,
    verdict: 'silent',
    why: 'references to the group take its id',
  },
  {
    type: GROUP,
    path: /^SecurityGroupIngress$/,
    added: true,
    if: ({ final }, { stack }, app) => isForEverybody(app, stack, final as object),
    verdict: 'warning',
    id: 'cdk-vendor-access:veeam.openToAll',
    saidElsewhere: true,
    why: 'everyone can reach the appliance',
  },
  {
    type: GROUP,
    path: /^SecurityGroupIngress$/,
    added: true,
    verdict: 'warning',
    id: 'cdk-vendor-access:veeam.openedFurther',
    why: OPENED_FURTHER,
    todo: CLOSE,
  },
  {
    type: /^AWS::EC2::VPCEndpoint$/,
    path: /^PolicyDocument\.Statement$/,
    added: true,
    verdict: 'warning',
    id: 'cdk-vendor-access:veeam.endpointPolicy',
    why: 'the policy of the S3 endpoint was extended: it allows more than the repositories and the packages of Amazon Linux',
    todo: 'Remove the statement, or acknowledge.',
  },
];

/** The rules for the promises of a network, and how to get a rejected setting intentionally. */
export const NETWORK = { rules: RULES, onPurpose: "pass your own VPC as 'vpc', or use VeeamArchiverAppliance.inNetwork" };

/** The same for the group of a network, which knows the proxies. */
export const networkOf = (proxyCidrs: readonly string[]) => ({ ...NETWORK, rules: [ofProxies(proxyCidrs), ...RULES] });

const ofProxies = (proxyCidrs: readonly string[]): PromiseRule => ({
  type: GROUP,
  path: /^SecurityGroupIngress$/,
  added: true,
  if: ({ final }, { stack }, app) => isForProxies(app, stack, final as object, proxyCidrs),
  verdict: 'silent',
  why: 'the rule allows the proxies only',
});
