import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { BucketPolicyStatement } from '../model/bucket-profile';
import { problem } from '../validation/errors';
import { warn } from '../validation/warnings';
import type { FinalApp } from './final-app';
import { remedyOf, stateOf } from './final-key';
import { resourceGiven } from './given-resource';
import { isForEverybody, mayName, strangersIn } from './let-in';
import { statementsAt } from './placed-statement';
import { lookIn } from './settings';
import { resolvedIn } from './whose';

/** What makes everything that the key encrypts unreadable, or gives the right to do so. To use a key is not enough to reach objects. */
const ENDS_KEY = ['kms:disablekey', 'kms:putkeypolicy', 'kms:schedulekeydeletion'];

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
  const account = key?.construct.stack.account ?? '';
  const open = (key ? statementsAt(key, 'KeyPolicy') : []).flatMap((one) => administrators(resolvedIn(app, one), account));
  if (open.length > 0) {
    const got = `${[...new Set(open)].join(', ')}, allowed to disable or delete the key, or to change its policy`;
    const todo = `Without the key, nobody can read ${lost}. Allow others only to use it, or add a condition (kms:CallerAccount).`;
    warn(scope, 'cdk-vendor-access:core.keyOpen', problem(`policy of ${name}`, got, 'principals of the account', todo));
  }
  const spec = key && lookIn(app, key, ({ KeySpec = SYMMETRIC }) => (KeySpec === SYMMETRIC ? undefined : `key spec ${KeySpec}`)).found;
  return spec === undefined ? [] : [problem(name, spec, SYMMETRIC, 'AWS services cannot encrypt with an asymmetric key.')];
}

const SYMMETRIC = 'SYMMETRIC_DEFAULT';

const administrators = (statement: BucketPolicyStatement, account: string): string[] =>
  !endsKey(statement) ? [] : isForEverybody(statement) ? ['everyone'] : strangersIn(statement, account);

function endsKey({ Action, NotAction }: BucketPolicyStatement): boolean {
  return NotAction === undefined
    ? ENDS_KEY.some((action) => mayName(Action, action))
    : !ENDS_KEY.every((action) => mayName(NotAction, action));
}
