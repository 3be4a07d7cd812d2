import type { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { found } from './found';

/** What every construct of a vendor has. */
export type Made = Construct & { readonly policy: iam.ManagedPolicy; readonly secret?: secretsmanager.ISecret };

/** Every option that changes the template, each in a stack of its own. */
export type Cases<T extends Made = Made> = Record<string, (stack: Stack) => T>;

/** By vendor: templates, the matrix, cdk-nag and the feature flags run over all of them. */
export const CASES = found<Cases>('cases', 'CASES');

/** The same as rows of a table. */
export const ALL_CASES = Object.entries(CASES).flatMap(([vendor, cases]) =>
  Object.entries(cases).map(([name, make]) => [`${vendor}/${name}`, make] as const),
);
