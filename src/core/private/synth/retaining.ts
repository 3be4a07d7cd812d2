import type { Stack } from 'aws-cdk-lib';
import type { FinalApp } from './final-app';
import { possibleTexts } from './possible-texts';

export const retains = (policy: unknown): boolean => typeof policy === 'string' && policy.startsWith('Retain');

/**
 * Whether a deletion policy may keep a resource: with `AWS::LanguageExtensions`, the deployment decides it
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/transform-aws-languageextensions.html, read 2026-12-01).
 */
export const mayRetain = (app: FinalApp, stack: Stack, policy: unknown): boolean =>
  possibleTexts(app, stack, policy, ({ allowedValues = ['Retain'] }) => allowedValues).some(retains);
