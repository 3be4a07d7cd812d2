import { evaluate } from '../../src/core/private/policy/evaluate';
import { bucketOf, idOf, principalOf } from './deployed';
import type { Asked, Trusted } from './requests';
import { allowed, denied, type Row } from './table';
import type { World } from './world';

// What the function of a connection test may do, in every case that has one: its role is the library's, so that no vendor lists it.

const CONNECTION_TEST = /^(.+)ConnectionTestRole/;
const NETWORK = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:UnassignPrivateIpAddresses',
];
const NETWORK_LISTS = ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'];

/** The requests of the function. It finds and removes its own object; the object itself is written by the product's user. */
export function askedOfTest(here: World): Asked[] {
  const role = idOf(here, 'AWS::IAM::Role', CONNECTION_TEST);
  const [, of] = CONNECTION_TEST.exec(role ?? '') ?? [];
  if (!role || !of) return [];
  const { account, partition, region, stackName = 'Stack' } = here.env;
  const bucket = bucketOf(here, /^(Archive|Made|Mine)/);
  const scratch = `cdk-vendor-access-connection-test/${stackName}/${of}`;
  const object = `${bucket}/${scratch}`;
  const product = principalOf(here, /^(?!.*ConnectionTest)/).arn;
  const secret = idOf(here, 'AWS::SecretsManager::Secret');
  const key = idOf(here, 'AWS::KMS::Key', /^Secret/);
  const viaSecrets = { 'kms:ViaService': `secretsmanager.${region}.amazonaws.com` };
  const [asks, reads] = ['iam:SimulatePrincipalPolicy', 'secretsmanager:GetSecretValue'];
  const rows: Row[] = [
    ...allowed('asks IAM about the calls that it does not make', product, asks),
    ...denied('asks about others', product.replace(/[^/]+$/, 'other'), asks),
    ...(secret ? [...ofObject(bucket, object, scratch), ...allowed('acts as the user', here.arn(secret), reads)] : []),
    ...denied('reads another secret', `arn:${partition}:secretsmanager:${region}:${account}:secret:other-AbCdEf`, reads),
    ...(key ? allowed('reads the secret', { resource: here.arn(key), context: viaSecrets }, 'kms:Decrypt') : []),
    ...(isInVpc(here) ? allowed('AWS Lambda finds what it connects to', '*', ...NETWORK_LISTS) : []),
    ...denied('the code of the function', { resource: '*', context: ofCode(here) }, ...NETWORK_LISTS),
  ];
  return [{ who: here.principal(role), rows, place: { bucket, object }, wildcards: isInVpc(here) ? NETWORK : [] }];
}

function ofObject(bucket: string, object: string, scratch: string): Row[] {
  const listing = (prefix: string) => ({ resource: bucket, context: { 's3:prefix': prefix } });
  const [lists, removes] = ['s3:ListBucketVersions', ['s3:DeleteObject', 's3:DeleteObjectVersion']];
  return [
    ...allowed('finds its object', listing(scratch), lists),
    ...denied('lists the rest', bucket, lists),
    ...denied('lists the rest', listing(`${scratch}2`), lists),
    ...allowed('removes its object', object, ...removes),
    ...denied('deletes data', `${bucket}/data`, ...removes),
    ...denied('deletes data', `${object}2`, ...removes),
  ];
}

const isInVpc = (here: World): boolean => idOf(here, 'AWS::EC2::SecurityGroup', /ConnectionTest/) !== undefined;

const ofLambda = { 'lambda:SourceFunctionArn': null };
/** What calls of the code carry, and those of AWS Lambda itself do not. */
const ofCode = ({ env: { account, partition, region } }: World) => ({
  'lambda:SourceFunctionArn': `arn:${partition}:lambda:${region}:${account}:function:test`,
});

/** The network interfaces: the simulator does not match the `*` before the slash of AWS's page with anything, so that our own evaluator decides. */
export function faultsOfNetwork(here: World): string[] {
  const { account, partition, region } = here.env;
  const role = idOf(here, 'AWS::IAM::Role', CONNECTION_TEST);
  if (!role) return [];
  const { actor, arn } = here.principal(role);
  const identity = actor.identity.map(({ name, policy }) => ({ origin: name, document: policy as never }));
  const effectOf = (action: string, place: string, context: Record<string, string | null>) => {
    const principal = { type: 'AssumedRole', arn, account } as const;
    return evaluate(
      { principal, action, resource: `arn:${partition}:ec2:${place}:network-interface/eni-1`, account, context },
      { identity },
    ).effect;
  };
  return NETWORK.flatMap((action) =>
    [
      [isInVpc(here) ? 'allowed' : 'denied', 'AWS Lambda', effectOf(action, `${region}:${account}`, ofLambda)],
      ['denied', 'AWS Lambda in another region', effectOf(action, `other:${account}`, ofLambda)],
      ['denied', 'AWS Lambda in another account', effectOf(action, `${region}:999999999999`, ofLambda)],
      ['denied', 'the code of the function', effectOf(action, `${region}:${account}`, ofCode(here))],
    ].flatMap(([expected, who, got]) => (got === expected ? [] : [`${action} by ${who}: expected ${expected}, got ${got}`])),
  );
}

/** The function, and nobody else. */
export function trustedWithTest(here: World): Trusted[] {
  const role = idOf(here, 'AWS::IAM::Role', CONNECTION_TEST);
  const { account, partition } = here.env;
  const tries = {
    'AWS Lambda': { principalArn: 'lambda.amazonaws.com' },
    'another service': { principalArn: 'ec2.amazonaws.com' },
    'the own account': { principalArn: `arn:${partition}:iam::${account}:user/any` },
    'another account': { principalArn: `arn:${partition}:iam::999999999999:role/any` },
  };
  return role ? [{ role, tries, expected: ['AWS Lambda'] }] : [];
}
