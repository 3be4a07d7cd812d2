import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Conditions, PermissionGroup } from '../model/permission-set';
import type { GrantedAccess } from '../provision/granted-access';
import type { PolicyResource } from '../provision/statements';
import { grantedBy, liveness } from './live-calls';

/** Calls that IAM simulates for the product's principal: nothing happens. */
export interface SimulatedCalls {
  readonly Sid: string;
  readonly Actions: readonly string[];
  readonly Resource: string;
  /** Condition keys that the product's call carries. */
  readonly Context: Readonly<Record<string, string>>;
  /** The policy of the bucket has a say in them. */
  readonly OfBucket?: 'yes';
  /** Only if the test does not write the scratch object. */
  readonly Instead?: 'yes';
  /** Outside the prefix: must be refused. */
  readonly Refused?: 'yes';
}

/** What the test does not call: all of it if it cannot act as the principal (`isLive`), otherwise what would leave something behind. */
export function simulatedCalls(access: GrantedAccess, bucket: s3.IBucket, scratch: string, isLive: boolean): SimulatedCalls[] {
  const all = grantedBy(access);
  const groups = [...new Set(all.map(({ group }) => group))];
  return groups.flatMap((group) => {
    const chosen = (how: ReturnType<typeof liveness>) =>
      group.actions.filter((action) => (isLive ? liveness(all, { action, group }) : 'no') === how);
    const asked = questionOf(access, bucket, scratch, group);
    return [
      ...(chosen('no').length > 0 ? [{ ...asked, Actions: chosen('no') }] : []),
      ...(chosen('on object').length > 0 ? [{ ...asked, Actions: chosen('on object'), Instead: 'yes' as const }] : []),
    ];
  });
}

/** Reading outside the prefix. S3 itself would refuse to read an object that does not exist, whatever the policies say, to who cannot list it. */
export const simulatedOutside = ({ resources }: GrantedAccess, bucket: s3.IBucket, outside: string): SimulatedCalls => ({
  Sid: '',
  Actions: ['s3:GetObject'],
  Resource: bucket.arnForObjects(outside),
  Context: contextOf((resources.object as PolicyResource).conditions, outside),
  OfBucket: 'yes',
  Refused: 'yes',
});

function questionOf({ resources }: GrantedAccess, bucket: s3.IBucket, scratch: string, group: PermissionGroup) {
  const { arns, conditions } = resources[group.on] as PolicyResource;
  const isOfBucket = !['account', 'key'].includes(group.on);
  return {
    Sid: group.sid,
    Resource: group.on === 'object' ? bucket.arnForObjects(scratch) : isOfBucket ? bucket.bucketArn : arns[0],
    Context: { ...contextOf(conditions, scratch), ...contextOf(group.conditions, scratch) },
    ...(isOfBucket && { OfBucket: 'yes' as const }),
  };
}

/** The product's call meets the conditions of its own statement. */
const contextOf = (conditions: Conditions = {}, scratch: string): Record<string, string> =>
  Object.fromEntries(
    Object.values(conditions).flatMap((keys) =>
      Object.entries(keys).map(([key, values]) => [
        key,
        key === 's3:prefix' ? prefixOf(values, scratch) : [values].flat()[0].replace('*', ''),
      ]),
    ),
  );

/** Browsing asks for the levels above the prefix, everything else for what is below it. */
const prefixOf = (values: string | readonly string[], scratch: string): string => (typeof values === 'string' ? scratch : values[0]);
