import type { Stack } from 'aws-cdk-lib';
import { partsOf } from '../policy/document';
import type { Json } from '../policy/request';
import { plain, textOf, texts } from '../policy/text';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { isStranger } from './is-stranger';
import { once } from './once';
import { namedIn } from './principal-policies';
import type { ReferenceRule } from './reference-rule';
import { Targets } from './targets';
import { textIn } from './text-in';
import { toBucket } from './to-bucket';

// What AWS Lake Formation grants: a location, or tables whose data is in a bucket that is registered with it.

/** Whom a grant is for. The users of an identity center are those of the organization, whichever account they work in. */
const GRANTEES = ['a principal outside this account', 'a user or group of IAM Identity Center'] as const;
const [STRANGER, OF_CENTER] = GRANTEES;
const PERMISSIONS = ['AWS::LakeFormation::Permissions', 'AWS::LakeFormation::PrincipalPermissions'] as const;

/** All principals of the account, or whom IAM allows (https://docs.aws.amazon.com/lake-formation/latest/dg/lf-permissions-reference.html, read 2026-12-01). */
const EVERYONE_OF = /:IAMPrincipals$/;
const OF_IAM = 'IAM_ALLOWED_PRINCIPALS';

/** https://docs.aws.amazon.com/lake-formation/latest/dg/grant-permissions-sso.html, read 2026-12-01. */
const IN_CENTER = /^arn:.*:identitystore:/;

function granteeOf({ construct: { stack }, Properties }: FinalResource, app: FinalApp): (typeof GRANTEES)[number] | undefined {
  const { DataLakePrincipalIdentifier: id } = Object(Properties.DataLakePrincipal ?? Properties.Principal);
  const text = textOf(plain(id as Json));
  if (IN_CENTER.test(text)) {
    return OF_CENTER;
  }
  const isOutside = text !== OF_IAM && isStranger(app, stack, stack.account, EVERYONE_OF.test(text) ? text.replace(EVERYONE_OF, '') : id);
  return isOutside ? STRANGER : undefined;
}

/** Permissions with which a query engine gets credentials for the data. */
const ON_DATA = /^(ALL|DELETE|INSERT|SELECT|SUPER)$/;

const givesDataTo = once((app, grant: FinalResource) =>
  ['Permissions', 'PermissionsWithGrantOption'].some((list) => texts(plain(grant.Properties[list])).some((one) => ON_DATA.test(one)))
    ? granteeOf(grant, app)
    : undefined,
);

/** A name of a table or database, of whichever template it is one. */
function nameIn(app: FinalApp, stack: Stack, value: unknown): string {
  const target = Targets.of(app).resource(stack, value);
  const given = target?.Properties.TableInput?.Name ?? target?.Properties.DatabaseInput?.Name;
  return target && given !== undefined ? textIn(app, target.construct.stack)(given) : textIn(app, stack)(value);
}

/** Whether a grant is on a table: on one that it names, on columns or rows of it, or on all of a database. */
function isOn(app: FinalApp, grant: FinalResource, table: FinalResource): boolean {
  const given = partsOf(grant.Properties.Resource).flatMap(({ value }) => Object.entries(Object(value)));
  const { stack } = table.construct;
  const [database, name] = [table.Properties.DatabaseName, table.Properties.TableInput?.Name].map((one) => nameIn(app, stack, one));
  return given.some(([kind, what]) => {
    const { DatabaseName, Name, TableName = Name, TableWildcard } = Object(what) as Record<string, unknown>;
    const isTable = TableWildcard !== undefined || nameIn(app, grant.construct.stack, TableName) === name;
    return /^(Table|DataCells)/.test(kind) && isTable && nameIn(app, grant.construct.stack, DatabaseName) === database;
  });
}

const isGranted: NonNullable<ReferenceRule['if']> = (grant, _, bucket, app) => {
  const mentions = namedIn(app, bucket);
  const isRegistered = mentions.some(({ at, by }) => by.Type === 'AWS::LakeFormation::Resource' && at.startsWith('ResourceArn'));
  const tables = mentions.filter(({ at, by }) => by.Type === 'AWS::Glue::Table' && /\bLocation\b/.test(at)).map(({ by }) => by);
  return isRegistered && tables.some((table) => isOn(app, grant, table));
};

const LOCATION = /^Resource\.(\d\.)*(DataLocationResource\.S3Resource|DataLocation\.ResourceArn)\b/;

export const LAKE_RULES: readonly ReferenceRule[] = GRANTEES.flatMap((who) =>
  PERMISSIONS.flatMap((type): ReferenceRule[] => [
    {
      ...toBucket(type, LOCATION, `Lake Formation allows ${who} to use the location`),
      if: (grant, _, __, app) => granteeOf(grant, app) === who,
    },
    {
      ...toBucket(type, /^$/, `Lake Formation allows ${who} to use the data of a table`),
      every: (grant, app) => givesDataTo(app, grant) === who,
      if: isGranted,
    },
  ]),
);
