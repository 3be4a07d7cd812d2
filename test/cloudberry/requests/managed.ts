import { Template } from 'aws-cdk-lib/assertions';
import { allowed, denied, type PolicyDocument, type Row, resolveTemplate, type World } from '../../matrix';
import { bucketOf, idOf, principalOf, vendorOnly } from '../../matrix/deployed';
import type { Asked, Trusted } from '../../matrix/requests';
import { allBut } from '../../matrix/sessions';
import { newStack } from '../../util';
import { MANAGED_CASES, PROVIDER_ID, VENDOR_ACCOUNT } from '../cases';
import { federated, ofAcl, ofAgent, useOfKey } from './backup';

const CUSTOMERS = ['A', 'AB', 'A-1', 'A-10'];

/** The provider reaches the bucket and hands out sessions; a session of a customer reaches its own prefix. */
export function ofManaged(name: string, here: World): Asked[] {
  const bucket = bucketOf(here, /^Provider/);
  const outside = name === 'managed-sessions' ? `${bucket}/elsewhere/file` : undefined;
  const place = { bucket, object: `${bucket}/MBS/A/file`, outside };
  const who = principalOf(here);
  const sessions: Record<string, () => Asked[]> = {
    'managed-sessions': () =>
      Object.entries(sessionPolicies(here.env)).map(([customer, policy]) => ({
        who: who.federated(`customer-${customer}`, policy),
        rows: ofCustomer(customer, here, bucket),
        place: { bucket, object: `${bucket}/MBS/${customer}/file` },
      })),
    'managed-role': () => [{ who: who.session(sessionPolicies(here.env, bucket).A), rows: ofRoleSession(bucket) }],
    'managed-revoked': () => [{ who: who.federated('customer-A', sessionPolicies(here.env, bucket).A), rows: ofRevoked(bucket) }],
  };
  const lives = name === 'managed-existing-user' ? allBut(bucket) : undefined;
  return [{ who, rows: ofProvider(name, here, bucket), place, lives }, ...(sessions[name]?.() ?? [])];
}

export function trustedManaged(name: string, here: World): Trusted[] {
  return name === 'managed-role' ? [vendorOnly(here, idOf(here, 'AWS::IAM::Role') ?? 'none', VENDOR_ACCOUNT, PROVIDER_ID)] : [];
}

/** The session policies in the outputs of the template, as a program reads them; or those for a bucket of that ARN. */
export function sessionPolicies(env: World['env'], bucketArn?: string): Record<string, PolicyDocument> {
  const stack = newStack(null);
  MANAGED_CASES['managed-sessions'](stack);
  const { Outputs, ...template } = Template.fromStack(stack).toJSON();
  const outputs = Object.fromEntries(Object.entries(Outputs).map(([id, output]) => [id, { Type: 'Output', Properties: output }]));
  const resolved = resolveTemplate({ ...template, Resources: { ...template.Resources, ...outputs } }, env, (type) => type === 'Output');
  const policies = [...resolved.values()].map(({ properties }) => {
    const customer = /^Session policy of customer-(\S+),/.exec(properties.Description)?.[1] ?? '';
    const text = bucketArn ? properties.Value.replaceAll(/arn:[^:]+:s3:::[^/"]+/g, bucketArn) : properties.Value;
    return [customer, JSON.parse(text)];
  });
  const customers = policies.map(([customer]) => customer);
  if ([...customers].sort().join() !== [...CUSTOMERS].sort().join()) throw new Error(`session policies of ${customers.join(', ')}`);
  return Object.fromEntries(policies);
}

function ofProvider(name: string, here: World, bucket: string): Row[] {
  const handsOut = !['managed-role', 'managed-existing-role', 'managed-existing-user'].includes(name);
  const agent = { folder: 'MBS', limited: name === 'managed-sessions', purges: name !== 'managed-sessions' };
  return [
    ...ofAgent(agent, here, bucket),
    ...(handsOut
      ? ['customer-A', 'any'].flatMap((one) =>
          allowed('temporary credentials for an agent', federated(here, one), 'sts:GetFederationToken'),
        )
      : []),
  ];
}

function ofCustomer(customer: string, here: World, bucket: string): Row[] {
  const own = `${bucket}/MBS/${customer}/file`;
  const uses = ['s3:PutObject', 's3:GetObject', 's3:DeleteObject', 's3:GetObjectVersion', 's3:AbortMultipartUpload', 's3:RestoreObject'];
  const lists = ['s3:ListBucket', 's3:ListBucketVersions'];
  const listed = (prefix: string | undefined) => ({ resource: bucket, ...(prefix !== undefined && { context: { 's3:prefix': prefix } }) });
  return [
    ...allowed('its own prefix', own, ...uses),
    ...allowed('its own prefix', listed(`MBS/${customer}/`), ...lists),
    ...allowed('finds the region', bucket, 's3:GetBucketLocation'),
    ...allowed('reads the lock and the versioning', bucket, 's3:GetBucketObjectLockConfiguration', 's3:GetBucketVersioning'),
    ...denied('changes them', bucket, 's3:PutBucketObjectLockConfiguration', 's3:PutBucketVersioning'),
    ...denied('what may show other customers', bucket, 's3:GetBucketAcl', 's3:GetBucketPolicy', 's3:ListBucketMultipartUploads'),
    ...denied('other buckets', '*', 's3:ListAllMyBuckets'),
    ...allowed('resumes large uploads', own, 's3:ListMultipartUploadParts'),
    ...allowed('reads the ACL', own, 's3:GetObjectAcl', 's3:GetObjectVersionAcl'),
    ...useOfKey(here),
    ...ofAcl(own),
    ...CUSTOMERS.filter((other) => other !== customer).flatMap((other) => [
      ...denied('another customer', `${bucket}/MBS/${other}/file`, ...uses),
      ...denied('another customer', listed(`MBS/${other}/`), ...lists),
    ]),
    ...denied('the bare name lists all that begin with it', listed(`MBS/${customer}`), ...lists),
    ...denied('the whole bucket', listed(''), ...lists),
    ...denied('the whole bucket', listed(undefined), ...lists),
    ...denied('all customers', listed('MBS/'), ...lists),
  ];
}

function ofRoleSession(bucket: string): Row[] {
  return [
    ...allowed('its own prefix', `${bucket}/MBS/A/file`, 's3:PutObject'),
    ...denied('another customer', `${bucket}/MBS/AB/file`, 's3:PutObject'),
    ...allowed('reads the lock and the versioning', bucket, 's3:GetBucketObjectLockConfiguration', 's3:GetBucketVersioning'),
    ...denied('shows the uploads of others', bucket, 's3:ListBucketMultipartUploads'),
  ];
}

/** Sessions of before are denied everything, later ones are not. */
function ofRevoked(bucket: string): Row[] {
  const issued = (time: string) => ({ resource: `${bucket}/MBS/A/file`, context: { 'aws:TokenIssueTime': time } });
  return [
    ...denied('before the first', issued('2026-10-31T23:00:00Z'), 's3:GetObject'),
    ...denied('between the two', issued('2026-11-01T12:00:00Z'), 's3:GetObject'),
    ...allowed('after both', issued('2026-11-02T00:00:01Z'), 's3:GetObject'),
  ];
}
