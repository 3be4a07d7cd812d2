import type { Trusted } from './requests';
import type { AssumeOptions, World } from './world';

// Who tries to assume the role of a workload: the one that it is for, and its neighbors.

/** The service account that the roles are for. */
export const POD = { namespace: 'velero', serviceAccount: 'velero-server' };
export const CLUSTER = 'production';
export const ISSUER = 'oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE';

type Changed = Readonly<Record<string, string>>;

const tries = (
  what: string,
  of: (changed: Changed) => AssumeOptions,
  others: Record<string, Changed | AssumeOptions>,
): Trusted['tries'] => ({
  [what]: of({}),
  ...Object.fromEntries(Object.entries(others).map(([who, how]) => [who, isOptions(how) ? how : of(how)])),
});

const isOptions = (how: Changed | AssumeOptions): how is AssumeOptions => 'principalArn' in how;

/** With a token that a cluster signs for a pod. */
export function tokenOnly({ env }: World, role: string): Trusted {
  const { namespace, serviceAccount } = POD;
  const of = ({ aud = 'sts.amazonaws.com', issuer = ISSUER, sub = `${namespace}:${serviceAccount}` }: Changed): AssumeOptions => ({
    principalArn: `arn:${env.partition}:iam::${env.account}:oidc-provider/${issuer}`,
    actions: ['sts:AssumeRoleWithWebIdentity'],
    context: { [`${issuer}:aud`]: aud, [`${issuer}:sub`]: `system:serviceaccount:${sub}` },
  });
  return {
    role,
    expected: ['the pod'],
    tries: tries('the pod', of, {
      'another namespace': { sub: `default:${serviceAccount}` },
      'a longer namespace': { sub: `${namespace}2:${serviceAccount}` },
      'another service account': { sub: `${namespace}:default` },
      'a longer service account': { sub: `${namespace}:${serviceAccount}2` },
      'another audience': { aud: 'vault' },
      'another cluster': { issuer: ISSUER.replace('D539', 'D540') },
      'its own account': { principalArn: `arn:${env.partition}:iam::${env.account}:user/any` },
      ...neighbors(),
    }),
  };
}

/** With an association of EKS Pod Identity, of a cluster in this region. */
export function podIdentityOnly({ env }: World, role: string, where: string = env.region): Trusted {
  const cluster = (name: string, account = env.account, region = where) => `arn:${env.partition}:eks:${region}:${account}:cluster/${name}`;
  const of = (changed: Changed): AssumeOptions => ({
    principalArn: 'pods.eks.amazonaws.com',
    actions: ['sts:AssumeRole', 'sts:TagSession'],
    context: {
      'aws:SourceAccount': env.account,
      'aws:RequestTag/eks-cluster-arn': cluster(CLUSTER),
      'aws:RequestTag/kubernetes-namespace': POD.namespace,
      'aws:RequestTag/kubernetes-service-account': POD.serviceAccount,
      ...changed,
    },
  });
  const tag = (name: string, value: string) => ({ [`aws:RequestTag/${name}`]: value });
  return {
    role,
    expected: ['the pod'],
    tries: tries('the pod', of, {
      'another namespace': tag('kubernetes-namespace', 'default'),
      'another service account': tag('kubernetes-service-account', 'default'),
      'another cluster': tag('eks-cluster-arn', cluster('staging')),
      'a cluster of the same name in another region': tag('eks-cluster-arn', cluster(CLUSTER, env.account, 'sa-east-1')),
      'a cluster of another account': {
        ...tag('eks-cluster-arn', cluster(CLUSTER, '999999999999')),
        'aws:SourceAccount': '999999999999',
      },
      'an association without session tags': {
        ...of({}),
        actions: ['sts:AssumeRole'],
        context: { 'aws:SourceAccount': env.account },
      },
      'its own account': { principalArn: `arn:${env.partition}:iam::${env.account}:user/any` },
      'another account, with the tags of the pod': { ...of({}), principalArn: `arn:${env.partition}:iam::999999999999:role/any` },
      'EKS for another account': of({ 'aws:SourceAccount': '999999999999' }),
      ...neighbors(),
    }),
  };
}

/** With the credentials of an instance. */
export const instanceOnly = ({ env }: World, role: string): Trusted => ({
  role,
  expected: ['the instance'],
  tries: {
    'the instance': { principalArn: 'ec2.amazonaws.com' },
    'its own account': { principalArn: `arn:${env.partition}:iam::${env.account}:user/any` },
    'EKS Pod Identity': { principalArn: 'pods.eks.amazonaws.com' },
  },
});

const neighbors = (): Record<string, AssumeOptions> => ({
  'an instance': { principalArn: 'ec2.amazonaws.com' },
  'a function': { principalArn: 'lambda.amazonaws.com' },
});
