import { DeleteAccessKeyCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { Credentials } from '../local-aws/local-aws';
import { World } from '../matrix';
import { idOf, principalOf } from '../matrix/deployed';
import type { ResolvedResource } from '../matrix/types';
import { type Call, makeCalls, refused } from './calls';
import { newKeyOf, sessionOf } from './credentials';
import type { Here } from './part';
import { probes } from './probe';
import { environmentOf, type WholeTemplate } from './readback/read-back';
import type { DeployedStack } from './stack';
import type { Target } from './target';

/** The name that all cases with an imported bucket use. */
export const IMPORTED = 'example-bucket';

/** A stack, or several whose resources belong together. */
export type Deployed = Pick<DeployedStack, 'all' | 'name' | 'refs'>;

/** As the deployed principal; returns its secret key, if the stack holds it. */
export async function act({ checks, target }: Here, stack: Deployed, where: string, template: WholeTemplate): Promise<string[]> {
  const world = World.fromTemplate(template, environmentOf(target, stack));
  const role = world.resources.get(idOf(world, 'AWS::IAM::User') ? '' : (idOf(world, 'AWS::IAM::Role') ?? ''));
  if (/sts:AssumeRoleWithWebIdentity|sts:TagSession/.test(JSON.stringify(role?.properties.AssumeRolePolicyDocument ?? ''))) {
    checks.gap(where, 'not acted with', 'the local AWS has neither web identity nor EKS Pod Identity');
    return [];
  }
  if (role?.properties.AssumeRolePolicyDocument.Statement[0].Effect === 'Deny') {
    checks.calls(where, await makeCalls(closed(target, role)));
    return [];
  }
  const credentials = role ? await assume(target, role) : await keyOf(target, stack);
  const policies = JSON.stringify(world.documents.filter(({ kind }) => kind !== 'bucket'));
  const Bucket = stack.all('AWS::S3::Bucket').find((name) => policies.includes(`:::${name}/`)) ?? IMPORTED;
  checks.calls(where, await makeCalls(await probes({ target, credentials, world, who: principalOf(world), Bucket })));
  checks.calls(where, await makeCalls(role ? strangers(target, role, credentials) : []));
  if (stack.all('AWS::SecretsManager::Secret').length > 0) {
    return [credentials.secretAccessKey];
  }
  const [UserName] = stack.all('AWS::IAM::User');
  if (UserName) {
    const made = { UserName, AccessKeyId: credentials.accessKeyId }; // beside the stack: it would be in the way of destroying it
    await new IAMClient(target.config()).send(new DeleteAccessKeyCommand(made));
  }
  return [];
}

async function keyOf(target: Target, stack: Deployed): Promise<Credentials> {
  const [SecretId] = stack.all('AWS::SecretsManager::Secret');
  const [UserName] = stack.all('AWS::IAM::User');
  if (SecretId) {
    const { SecretString = '' } = await new SecretsManagerClient(target.config()).send(new GetSecretValueCommand({ SecretId }));
    const [accessKeyId, secretAccessKey] = Object.values<string>(JSON.parse(SecretString)); // the fields may have other names
    return { accessKeyId, secretAccessKey };
  }
  return newKeyOf({ target }, UserName);
}

/** As the vendor. The role of a machine is assumed by the account root, which the local AWS takes for a service. */
async function assume(target: Target, { arn, properties }: ResolvedResource, other?: Credentials, id?: string): Promise<Credentials> {
  const [{ Condition, Principal }] = properties.AssumeRolePolicyDocument.Statement;
  const [, vendor] = /^arn:aws:iam::(\d{12}):root$/.exec(Principal.AWS) ?? [];
  const sts = new STSClient(target.config(other ?? (vendor === undefined ? undefined : target.otherAccount?.(vendor))));
  const ExternalId = id ?? Condition?.StringEquals?.['sts:ExternalId'];
  const { Credentials: session } = await sts.send(new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: 'vendor', ExternalId }));
  return sessionOf(session);
}

/** Its external id is not known yet. */
function closed(target: Target, role: ResolvedResource): Call[] {
  return [
    refused('sts AssumeRole of the closed role by a vendor', () => assume(target, role, target.otherAccount?.('444455556666'), 'any-id')),
    refused('sts AssumeRole of the closed role by the own account', () => assume(target, role)),
  ];
}

function strangers(target: Target, role: ResolvedResource, session: Credentials): Call[] {
  const calls = [refused('sts AssumeRole by a session of the role', () => assume(target, role, session))];
  if (JSON.stringify(role.properties.AssumeRolePolicyDocument).includes('sts:ExternalId')) {
    calls.push(
      refused('sts AssumeRole from another account', () => assume(target, role, target.otherAccount?.('999999999999'))),
      refused('sts AssumeRole with the external id of another customer', () => assume(target, role, undefined, 'another-customer')),
    );
  }
  return calls;
}
