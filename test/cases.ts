import type { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { CASES as cloudberry } from './cloudberry/cases';
import { CASES as logzio } from './logzio/cases';
import { CASES as veeam } from './veeam/cases';

/** What every construct of a vendor has. */
export type Made = Construct & { readonly policy: iam.ManagedPolicy; readonly secret?: secretsmanager.ISecret };

/** By vendor: every option that changes the template, each in a stack of its own. Templates, cdk-nag and the feature flags run over all of them. */
export const CASES: Record<string, Record<string, (stack: Stack) => Made>> = { cloudberry, logzio, veeam };

/** The same as rows of a table. */
export const ALL_CASES = Object.entries(CASES).flatMap(([vendor, cases]) =>
  Object.entries(cases).map(([name, make]) => [`${vendor}/${name}`, make] as const),
);
