import type { Environment, Json, Template } from './types';
import { World } from './world';

export const ENV: Environment = { account: '111122223333', region: 'eu-west-1', partition: 'aws' };

export const allow = (action: string | string[], resource: Json, more: object = {}): Json => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...more,
});
export const policy = (...statements: Json[]): Json => ({ Version: '2012-10-17', Statement: statements });
export const template = (resources: Record<string, [type: string, properties?: Json]>, more: object = {}): Template => ({
  Resources: Object.fromEntries(Object.entries(resources).map(([id, [Type, Properties]]) => [id, { Type, Properties }])),
  ...more,
});
export const worldOf = (resources: Record<string, [type: string, properties?: Json]>, env: Partial<Environment> = {}): World =>
  World.fromTemplate(template(resources), { ...ENV, ...env });

/** A world whose only user has these statements in a managed policy. */
export const userWith = (...statements: Json[]): World =>
  worldOf({
    User: ['AWS::IAM::User'],
    Policy: ['AWS::IAM::ManagedPolicy', { Users: [{ Ref: 'User' }], PolicyDocument: policy(...statements) }],
  });
