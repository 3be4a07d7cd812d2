import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { VendorBucketAccess } from '../core';
import { testConnection } from '../core/private/operate/connection-test';
import { bucketAccess } from '../core/private/provision/bucket-access';
import { throwIfWrong } from '../core/private/validation/construct-props';
import { normalPrefix } from '../core/private/validation/prefix';
import { archiveBucketProfile } from './bucket-profile';
import type { DatadogLogArchiveProps } from './log-archive-props';
import { ARCHIVE, REHYDRATE } from './permissions';
import { LOG_ARCHIVE_PROPS } from './prop-types';
import { SETUP_LABELS } from './setup-labels';
import { PRODUCT } from './sources';
import { DatadogUsage } from './usage';

/**
 * A bucket that Datadog archives logs to and rehydrates them from, and the permissions for the role of the AWS integration.
 *
 * Creates the bucket (versioned; encrypted; no public access; TLS 1.2; kept when the stack is deleted) and one managed policy, which is attached to
 * the role that you pass. Creates the role, or a user with its access key in Secrets Manager, only if you choose so.
 *
 * Does not create: lifecycle rules, a bucket for access logs, anything in Datadog, the permissions of the AWS integration itself.
 *
 * Errors at synth: settings of the bucket that Datadog cannot rehydrate from, now or after aspects have run; a kind of access that Datadog does
 * not take in the partition; an account that is not Datadog's.
 *
 * @see https://docs.datadoghq.com/logs/log_configuration/archives/
 * @example
 * declare const integrationRole: iam.Role;
 *
 * const archive = new datadog.DatadogLogArchive(this, 'Archive', { access: VendorAccess.existingRole(integrationRole) });
 * archive.addSetupOutputs();
 */
export class DatadogLogArchive extends VendorBucketAccess {
  public constructor(scope: Construct, id: string, props: DatadogLogArchiveProps) {
    super(scope, id);
    throwIfWrong(this, props, LOG_ARCHIVE_PROPS);
    const { access, bucket, usage, versioned = true } = props;
    const rehydrates = usage !== DatadogUsage.ARCHIVE;
    this._access = bucketAccess(this, props, {
      product: PRODUCT,
      labels: SETUP_LABELS,
      access,
      bucket,
      prefix: normalPrefix(props.prefix),
      shape: { versioned, objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED },
      profile: archiveBucketProfile({ rehydrates }),
      sets: [...(usage === DatadogUsage.REHYDRATE ? [] : [ARCHIVE]), ...(rehydrates ? [REHYDRATE] : [])],
      restoreSets: [REHYDRATE],
    });
    testConnection(this, this._access, props.connectionTest);
  }
}
