import type { Stack } from 'aws-cdk-lib';
import type { FinalApp } from './final-app';
import { strangersIn } from './let-in';
import { resolved } from './whose';

/** Whether a policy that names the principal would let in somebody outside of the account. */
export const isStranger = (app: FinalApp, stack: Stack, account: string, AWS: unknown): boolean =>
  strangersIn(resolved(app, stack, { Effect: 'Allow', Principal: { AWS } }), account).length > 0;
