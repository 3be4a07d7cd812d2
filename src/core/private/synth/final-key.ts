import { Stack } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { meantBy } from './resource-names';

/** A key of the app as it will be deployed, even if it is imported by a reference to it. */
export const finalKey = (app: FinalApp, key: kms.IKey | undefined): FinalResource | undefined =>
  app.find(key) ?? (key && meantBy(app, Stack.of(key), app.render(key, key.keyArn), 'KeyArn')[0]);
