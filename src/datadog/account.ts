import { enumOf } from '../core/private/validation/basic-types';
import { throwIfAnyInCall } from '../core/private/validation/errors';
import { propProblems, required, struct } from '../core/private/validation/prop-types';
import { IN_AWS, IN_GOV_CLOUD } from './account-ids';
import { DatadogSite } from './site';

/**
 * The AWS accounts that Datadog assumes roles from, by its own CloudFormation template of 2026-05-29. There is no default: an account of another
 * site would be a stranger's.
 *
 * @see https://github.com/DataDog/cloudformation-template/blob/master/aws_quickstart/main_v2.yaml
 * @example
 * const accountId = datadog.DatadogAccount.ofSite(datadog.DatadogSite.EU1);
 */
export class DatadogAccount {
  /** The account for a role in the partition `aws`. Errors: an unknown site, with the list of sites. */
  public static ofSite(site: DatadogSite): string {
    throwIfAnyInCall('DatadogAccount.ofSite', propProblems({ site }, SITE));
    return IN_AWS[site];
  }

  /** The account for a role in AWS GovCloud (US). Errors: a site that reaches no role there, with the list of those that do. */
  public static ofSiteInGovCloud(site: DatadogSite): string {
    throwIfAnyInCall('DatadogAccount.ofSiteInGovCloud', propProblems({ site }, GOV_SITE));
    return IN_GOV_CLOUD[site] ?? '';
  }

  private constructor() {}
}

const COMMERCIAL = Object.values(DatadogSite).filter((site) => !IN_GOV_CLOUD[site]);
const SITE = struct<{ site: DatadogSite }>({ site: required(enumOf('DatadogSite', DatadogSite)) });
const GOV_SITE = struct<{ site: DatadogSite }>({ site: required(enumOf('DatadogSite', DatadogSite, COMMERCIAL)) });
