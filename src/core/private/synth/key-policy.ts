import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { BucketPolicyStatement } from '../model/bucket-profile';
import { each, principalsOf } from '../policy/named-principals';
import { problem } from '../validation/errors';
import { warn } from '../validation/warnings';
import type { FinalApp } from './final-app';
import { remedyOf, stateOf } from './final-key';
import type { FinalResource } from './final-resource';
import { resourceGiven } from './given-resource';
import { asked, isForEverybody, mayName, strangersIn, valuesOf } from './let-in';
import { statementsAt } from './placed-statement';
import { readable } from './readable';
import { lookIn } from './settings';
import { resolvedIn } from './whose';

/** What makes everything that the key encrypts unreadable, or gives the right to do so. To use a key is not enough to reach objects. */
const ENDS_KEY = ['kms:disablekey', 'kms:putkeypolicy', 'kms:schedulekeydeletion'];
/** The same of a key whose material somebody imports. */
const ENDS_IMPORTED = ['kms:deleteimportedkeymaterial'];

/**
 * Conditions that only a use of a key, or a grant, can meet: other calls do not have them
 * (https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html, read 2026-12-01).
 */
const OF_USE =
  /^kms:(EncryptionContext(Keys|:.+)|EncryptionAlgorithm|DataKeyPairSpec|Grant\w+|RetiringPrincipal|ReEncryptOnSameKey|RequestAlias)$/i;
/** Services use keys for somebody. Only those that deploy what somebody writes also change keys. */
const VIA = /^(kms:ViaService|aws:CalledVia(First|Last)?)$/i;
const USES = /^(?!cloudformation\.|servicecatalog\.)[a-z\d-]+\./;

const OF_CALLER = /^(aws:Principal(Account|Arn)|kms:CallerAccount)$/i;
/** The condition that limits whom a policy means. */
const LIMITS = { everyone: 'kms:CallerAccount', service: 'aws:SourceAccount' } as const;

/** What a key encrypts: what fails while it is disabled, and what is lost without it. */
const ENCRYPTS = {
  objects: { fails: 'no object can be read or written with it', lost: 'the objects' },
  volumes: { fails: 'no volume or snapshot can be created or read with it', lost: 'the volumes and snapshots' },
  accessKey: { fails: 'nobody can read the access key in the secret', lost: 'the access key in the secret' },
} as const;

/** Warns about a key of the app that is disabled, or that others can make useless. An asymmetric one is an error. */
export function checkKey(app: FinalApp, scope: Construct, encryptionKey: kms.IKey | undefined, what: keyof typeof ENCRYPTS): string[] {
  const { fails, lost } = ENCRYPTS[what];
  const key = resourceGiven(app, encryptionKey);
  const name = `key '${encryptionKey?.node.path}'`;
  const { found, perhaps } = key ? lookIn(app, key, stateOf) : {};
  if (perhaps) {
    const state = found ?? `${perhaps}, if the deployment decides so`;
    warn(scope, 'cdk-vendor-access:core.keyDisabled', `${name} ${state}: ${fails}. ${remedyOf(state)}`);
  }
  const open = key ? statementsAt(key, 'KeyPolicy').flatMap((one) => administrators(resolvedIn(app, one), key)) : [];
  if (open.length > 0) {
    const got = `${unique(open.map(({ who }) => who))}, allowed to disable or delete the key, or to change its policy`;
    const limits = unique(open.map(({ limit }) => limit));
    const todo = `Without the key, nobody can read ${lost}. Allow others only to use it, or add a condition (${limits}).`;
    warn(scope, 'cdk-vendor-access:core.keyOpen', problem(`policy of ${name}`, got, 'principals of the account', todo));
  }
  const spec = key && lookIn(app, key, ({ KeySpec = SYMMETRIC }) => (KeySpec === SYMMETRIC ? undefined : `key spec ${KeySpec}`)).found;
  return spec === undefined ? [] : [problem(name, spec, SYMMETRIC, 'AWS services cannot encrypt with an asymmetric key.')];
}

const SYMMETRIC = 'SYMMETRIC_DEFAULT';
const unique = (texts: readonly string[]): string => [...new Set(texts)].join(', ');

/**
 * Who can end the use of the key though the account does not name them, and the condition that limits them. Other accounts cannot, whatever the
 * policy says (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html, read 2026-12-01).
 */
function administrators(statement: BucketPolicyStatement, key: FinalResource): { readonly who: string; readonly limit: string }[] {
  if (!endsKey(statement, key) || isForUse(statement)) {
    return [];
  }
  const others = principalsOf(statement).flatMap(([kind, name]) => (kind === 'Service' || name === '*' ? [] : readable(name)));
  const strangers = isForEverybody(statement) ? ['everyone'] : strangersIn(statement, key.construct.stack.account);
  return strangers
    .filter((who) => !others.includes(who) && !(who === '*' && asked(statement, OF_CALLER).length > 0))
    .map((who) => ({ who, limit: /^(everyone|\*)$/.test(who) ? LIMITS.everyone : LIMITS.service }));
}

function endsKey({ Action, NotAction }: BucketPolicyStatement, { Properties: { Origin = 'AWS_KMS' } }: FinalResource): boolean {
  const isImported = typeof Origin !== 'string' || Origin === 'EXTERNAL';
  const ends = [...ENDS_KEY, ...(isImported ? ENDS_IMPORTED : [])];
  return NotAction === undefined ? ends.some((action) => mayName(Action, action)) : !ends.every((action) => mayName(NotAction, action));
}

/** Whether its conditions are met by those only who use the key. */
function isForUse(statement: BucketPolicyStatement): boolean {
  const given = Object.entries(Object(statement.Condition?.Null)).filter(([, isMissing]) => each(isMissing).includes('false'));
  return (
    asked(statement, OF_USE).length > 0 ||
    given.some(([key]) => OF_USE.test(key)) ||
    valuesOf(statement, VIA).some((services) => services.length > 0 && services.every((one) => USES.test(one)))
  );
}
