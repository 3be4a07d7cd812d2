import type { AccessKeys } from '../../access-keys';
import type { NamingOptions } from '../../naming-options';
import type { NewRoleOptions } from '../../new-role-options';
import type { IamUserAccessOptions, SecretFieldNames } from '../../vendor-access-options';
import type { PendingVendorRoleAccessOptions, VendorRoleAccessOptions, VendorRoleOptions } from '../../vendor-role-access-options';
import { BOOL, duration, madeBy } from './basic-types';
import { BOUNDARY } from './boundary-type';
import { problem } from './errors';
import { structOf } from './nested-types';
import { CALLER_NETWORKS } from './network-types';
import { isOwnAccount } from './own-account';
import { required, struct } from './prop-types';
import { KEY } from './resource-types';
import { ANOTHER, IAM_NAME, LONG_IAM_NAME, SECRET_NAME, text } from './text-types';

const FROM_CONSOLE = { compared: true, todo: "Copy it from the vendor's console." };

const VENDOR_ACCOUNT = text({
  pattern: /^\d{12}$/,
  allowed: "the vendor's AWS account id, 12 digits",
  ...FROM_CONSOLE,
  more: (what, got, { scope }) =>
    scope && isOwnAccount(scope, got)
      ? [problem(what, got, "the vendor's account", "This is the account of this stack. Enter the vendor's.")]
      : [],
});

const EXTERNAL_ID = text({
  pattern: /^[\w+=,.@:/-]{2,1224}$/,
  allowed: '2 to 1,224 of letters, digits and _+=,.@:/-',
  ...FROM_CONSOLE,
  standIn: 'xx',
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html, read 2026-11-29. */
const PATH = text({
  pattern: /^(?=.{1,512}$)\/([\w+=,.@-]+\/)*$/,
  allowed: 'a path that begins and ends with a slash, of up to 512 letters, digits and _+=,.@-',
  todo: 'For example, /vendors/.',
  standIn: 'x',
});

/** A generated name must be recognizable after it: user names have up to 64 characters. */
const NAME_PREFIX = text({
  pattern: /^[\w+=,.@-]{1,24}$/,
  allowed: '1 to 24 of letters, digits and _+=,.@-',
  todo: 'Choose a shorter prefix, or give the names.',
  literal: 'Use a literal: the rest of the name has to fit.',
});

/** Further policies of the same construct get it with a suffix, in names of up to 128 characters. */
const POLICY_NAME = text({
  pattern: /^[\w+=,.@-]{1,100}$/,
  allowed: '1 to 100 of letters, digits and _+=,.@-',
  todo: ANOTHER,
  standIn: 'x',
});

export const NAMING = struct<NamingOptions>({ path: PATH, namePrefix: NAME_PREFIX, policyName: POLICY_NAME });

/** The options of every new role. */
export const NEW_ROLE = struct<NewRoleOptions>({
  ...NAMING.types,
  roleName: IAM_NAME,
  maxSessionDuration: duration('Seconds', 3600, 12 * 3600, '1 to 12 hours', 'For example, Duration.hours(1).'),
  permissionsBoundary: BOUNDARY,
  onlyFrom: structOf(CALLER_NETWORKS),
});

const ROLE_OPTIONS = struct<VendorRoleOptions>({ ...NEW_ROLE.types, accountId: required(VENDOR_ACCOUNT) });

/** The options of a role for the vendor. */
export const VENDOR_ROLE = struct<VendorRoleAccessOptions>({ ...ROLE_OPTIONS.types, externalId: required(EXTERNAL_ID) });
export const PENDING_VENDOR_ROLE = struct<PendingVendorRoleAccessOptions>({ ...ROLE_OPTIONS.types, externalId: EXTERNAL_ID });

const FIELD = text({
  pattern: /^[\w.-]{1,128}$/,
  allowed: '1 to 128 of letters, digits and _.-',
  todo: 'Choose another name.',
  standIn: 'x',
});

const SECRET_FIELDS = struct<SecretFieldNames>({ id: FIELD, secret: FIELD }, (rule) => [
  rule(['id', 'secret'], (fields) => {
    const { id, secret } = secretFieldsOf({ secretFields: fields });
    const todo = 'Give two different names: otherwise, one field would overwrite the other.';
    return id === secret ? [problem('secret', secret, 'a name that differs from that of the id', todo)] : [];
  }),
]);

const ACCESS_KEYS = madeBy<AccessKeys>('_previous', 'AccessKeys', 'For example, AccessKeys.single(2).');

/** The options of a new user. */
export const IAM_USER = struct<IamUserAccessOptions>(
  {
    ...NAMING.types,
    userName: IAM_NAME,
    groupName: LONG_IAM_NAME,
    accessKeys: ACCESS_KEYS,
    secretName: SECRET_NAME,
    secretEncryptionKey: KEY,
    secretFields: structOf(SECRET_FIELDS),
    allowSessionTokens: BOOL,
    onlyFrom: structOf(CALLER_NETWORKS),
    permissionsBoundary: BOUNDARY,
  },
  (rule) =>
    (['secretName', 'secretEncryptionKey', 'secretFields'] as const).map((name) =>
      rule(['accessKeys', name], (options) => {
        const todo = 'Omit it: without a key, there is no secret.';
        const isPointless = options.accessKeys?.serial === 0 && options[name] !== undefined;
        return isPointless ? [problem(name, options[name], 'not with AccessKeys.outside()', todo)] : [];
      }),
    ),
);

export function secretFieldsOf({ secretFields = {} }: IamUserAccessOptions) {
  return { id: secretFields.id ?? 'accessKeyId', secret: secretFields.secret ?? 'secretAccessKey' };
}
