import type { Request } from '../policy/request';
import { without } from '../policy/service-context';

type Context = Request['context'];

/**
 * Keys that only the credentials of a service carry: .../AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html,
 * .../IAM/latest/UserGuide/reference_policies_condition-keys.html and .../lambda/latest/dg/permissions-source-function-arn.html, read 2026-11-30.
 */
export const CARRIED: Readonly<Record<string, readonly string[]>> = {
  ec2: ['aws:Ec2InstanceSourcePrivateIPv4', 'aws:Ec2InstanceSourceVpc', 'ec2:RoleDelivery', 'ec2:SourceInstanceARN'],
  lambda: ['lambda:SourceFunctionArn'],
};

/** What credentials that are not of a role never carry. */
export const OF_NO_ROLE: Context = without(Object.values(CARRIED).flat());

/** Credentials that were made without MFA. Whether they say so is not always known (see `waysToAsk`). */
export const MADE_WITHOUT_MFA: Context = without(['aws:MultiFactorAuthAge']);
