import { isNothing, objectOf, type Statement } from '../policy/document';
import type { Json } from '../policy/request';
import { plain, textOf } from '../policy/text';
import type { FinalResource } from './final-resource';
import type { SdkCall } from './sdk-calls';

// Calls that set what the template sets. Nothing comes of them.

interface Setting {
  given(parameters: Statement): Json;
  written(properties: FinalResource['Properties']): Json;
}

const { stringify } = JSON;
const at = (value: Json, ...names: string[]): Json => names.reduce((inner: Json, name) => objectOf(inner)?.[name], value);

const alike = (name: string): Setting => ({ given: (parameters) => parameters[name], written: (properties) => properties[name] });

const FLAGS = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];
const flagsOf = (block: Json): Json => objectOf(block) && FLAGS.map((name) => at(block, name) ?? false);

/** The rules of the default encryption; the two APIs call the default by different names. */
const encryptionOf = (rules: Json, isWithBlocked: boolean): Json =>
  Array.isArray(rules)
    ? rules.map((rule) => ({
        by: at(rule, 'ApplyServerSideEncryptionByDefault') ?? at(rule, 'ServerSideEncryptionByDefault'),
        key: at(rule, 'BucketKeyEnabled') ?? false,
        blocked: isWithBlocked ? at(rule, 'BlockedEncryptionTypes', 'EncryptionType') : undefined,
      }))
    : undefined;

const encryption = (isWithBlocked: boolean): Setting => ({
  given: (parameters) => encryptionOf(at(parameters, 'ServerSideEncryptionConfiguration', 'Rules'), isWithBlocked),
  written: ({ BucketEncryption }) => encryptionOf(at(BucketEncryption, 'ServerSideEncryptionConfiguration'), isWithBlocked),
});

/** In seconds. A call that does not say it sets the default, too: https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html, read 2026-12-01. */
const sessionOf = ({ MaxSessionDuration = 3600 }: Statement): Json => MaxSessionDuration;

/** AWS Secrets Manager takes its own key for no key, and for '': .../secretsmanager/latest/apireference/API_UpdateSecret.html, read 2026-12-01. */
const keyOf = ({ KmsKeyId }: Statement): Json => {
  const text = isNothing(KmsKeyId) ? '' : textOf(plain(KmsKeyId));
  return text === '' || /(^|:)alias\/aws\/secretsmanager$/.test(text) ? 'alias/aws/secretsmanager' : KmsKeyId;
};

const SETTINGS: Readonly<Record<string, Setting>> = {
  'iam:PutRolePermissionsBoundary': alike('PermissionsBoundary'),
  'iam:PutUserPermissionsBoundary': alike('PermissionsBoundary'),
  'iam:UpdateRole': { given: sessionOf, written: sessionOf },
  's3:PutBucketEncryption': encryption(true),
  's3:PutBucketOwnershipControls': alike('OwnershipControls'),
  's3:PutBucketRequestPayment': {
    given: (parameters) => at(parameters, 'RequestPaymentConfiguration', 'Payer'),
    written: () => 'BucketOwner', // no template can set it
  },
  's3:PutBucketVersioning': alike('VersioningConfiguration'),
  's3:PutObjectLockConfiguration': alike('ObjectLockConfiguration'),
  's3:PutPublicAccessBlock': {
    given: (parameters) => flagsOf(parameters.PublicAccessBlockConfiguration),
    written: (properties) => flagsOf(properties.PublicAccessBlockConfiguration),
  },
  'secretsmanager:UpdateSecret': { given: keyOf, written: keyOf },
};

export const setsTheSame = (call: SdkCall): boolean => isSame(call, SETTINGS[call.action]);

/** The same default encryption, but not what it blocks (SSE-C), about which no page says whether S3 keeps it. */
export const setsSameDefault = (call: SdkCall): boolean =>
  !stringify(call.parameters).includes('BlockedEncryptionTypes') && isSame(call, encryption(false));

function isSame({ on, parameters }: SdkCall, setting: Setting | undefined): boolean {
  const given = setting?.given(parameters);
  return !isNothing(given) && stringify(comparable(given)) === stringify(comparable(setting?.written(on.Properties)));
}

/** State machines write some names in other capitals. */
function comparable(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map(comparable);
  }
  const entries = Object.entries(objectOf(value) ?? {}).filter(([, one]) => !isNothing(one));
  return objectOf(value) && !entries.some(([name]) => /^(Ref|Fn::\w+)$/.test(name))
    ? Object.fromEntries(entries.map(([name, one]): [string, Json] => [name.toLowerCase(), comparable(one)]).sort(byName))
    : textOf(plain(value));
}

const byName = ([one]: [string, Json], [other]: [string, Json]): number => (one < other ? -1 : 1);
