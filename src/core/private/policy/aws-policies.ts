import type { Json } from './request';
import { textOf } from './text';

const allow = (...Action: string[]) => ({ Effect: 'Allow', Action, Resource: '*' });

/**
 * What some managed policies of AWS say, as far as it concerns what products call (https://docs.aws.amazon.com/aws-managed-policy/latest/reference/
 * policy-list.html, read 2026-11-30). Of ReadOnlyAccess more than it allows: it has these verbs for most services.
 */
const STATEMENTS: Readonly<Record<string, readonly object[]>> = {
  AdministratorAccess: [allow('*')],
  AmazonS3FullAccess: [allow('s3:*')],
  AmazonS3ReadOnlyAccess: [allow('s3:Get*', 's3:List*', 's3:Describe*')],
  AWSDenyAll: [{ Sid: 'DenyAll', Effect: 'Deny', Action: '*', Resource: '*' }],
  IAMFullAccess: [allow('iam:*')],
  PowerUserAccess: [
    { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
    allow('iam:CreateServiceLinkedRole', 'iam:DeleteServiceLinkedRole', 'iam:ListRoles'),
  ],
  ReadOnlyAccess: [allow('*:BatchGet*', '*:Describe*', '*:Get*', '*:List*', '*:Search*')],
};

/** The name and the document of a managed policy of AWS, by its ARN as a text. */
export function policyOfAws(arn: Json): { readonly name: string; readonly document: object } | undefined {
  const [, name = ''] = /^arn:.*:iam::aws:policy\/(\w+)$/.exec(textOf(arn)) ?? [];
  const Statement = STATEMENTS[name];
  return Statement && { name, document: { Version: '2012-10-17', Statement } };
}

/**
 * Those that AWS has instances, containers and functions use, and that reach neither data (S3, KMS, secrets, tables, file systems) nor permissions: agents,
 * logs, metrics, traces, images and network interfaces. What hands out the credentials of others is not among them, such as AmazonEKSWorkerNodePolicy. Their
 * documents are those of 2026-03-07 (https://github.com/zoph-io/MAMIP), of the same pages.
 */
const WITHOUT_DATA = new Set(
  `
  AmazonEC2ContainerRegistryPullOnly AmazonEC2ContainerRegistryReadOnly AmazonECSTaskExecutionRolePolicy AmazonInspector2ManagedCisPolicy
  AmazonPrometheusRemoteWriteAccess AmazonSSMDirectoryServiceAccess AmazonSSMManagedEC2InstanceDefaultPolicy AmazonSSMManagedInstanceCore
  AmazonSSMPatchAssociation AWSLambdaBasicExecutionRole AWSLambdaENIManagementAccess AWSLambdaVPCAccessExecutionRole AWSXRayDaemonWriteAccess
  AWSXrayWriteOnlyAccess CloudWatchAgentServerPolicy CloudWatchLambdaApplicationSignalsExecutionRolePolicy
  CloudWatchLambdaInsightsExecutionRolePolicy`
    .trim()
    .split(/\s+/),
);

/** Whether an ARN means one of them. Their names are unique, and some have a path. */
export const reachesNoData = (arn: string): boolean => WITHOUT_DATA.has(/:iam::aws:policy\/(?:service-role\/)?(\w+)$/.exec(arn)?.[1] ?? '');

/** Whether a policy, as messages call it, is one of AWS: their names have no path. */
export const isOfAws = (origin: string): boolean => origin.split("' or '").every((one) => one in STATEMENTS);

/** Whether a policy allows nothing, and denies something. */
export const onlyDenies = (statements: readonly { readonly Effect?: Json }[]): boolean =>
  statements.length > 0 && statements.every(({ Effect }) => Effect === 'Deny');
