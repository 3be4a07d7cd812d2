import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { partsOf } from '../policy/document';
import { token } from '../policy/text';
import type { Asking } from './asking';
import { stopsFor, warnAboutStops } from './denials';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { GROUP, ROLE, USER } from './meanings';
import { lazily } from './once';
import { warnAboutOpenTrust } from './open-trust';
import { namedIn } from './principal-policies';
import { isMade } from './promise';
import { situationOf } from './situation';
import { isNamed, type Subject, subjectIn, subjectOf } from './subjects';

/** The calls that a grant is for. */
export type Granted = Pick<Asking, 'bucket' | 'needs'>;

/** Warns about what in the app stops those that a grant is for: `holder` is the principal, or a policy of principals. */
export function warnAboutGrants(app: FinalApp, holder: Construct, granted: readonly Granted[]): void {
  const callers = callersOf(app, holder);
  const askings = callers.flatMap((caller) => granted.map((calls): Asking => ({ ...calls, ...caller, policy: holder })));
  const stops = askings.flatMap((asking) => {
    const situation = lazily(() => situationOf(app, asking));
    return stopsFor(app, asking, situation);
  });
  warnAboutStops(holder, stops, isPrincipal(holder) ? `'${holder.node.path}'` : `those who have '${holder.node.path}'`);
  for (const { outsider } of callers) {
    warnAboutOpenTrust(app, holder, outsider?.subject);
  }
}

const isPrincipal = (holder: Construct): boolean => 'userName' in holder || 'roleName' in holder;

type Caller = Pick<Asking, 'outsider' | 'role' | 'user'>;

function callersOf(app: FinalApp, holder: Construct): Caller[] {
  const subject = isPrincipal(holder) || 'groupName' in holder ? subjectOf(app, holder as unknown as iam.IUser) : app.find(holder);
  return subject ? behind(app, subject, Stack.of(holder)) : [];
}

/** A group stands for its users, a policy for those that it is attached to. */
function behind(app: FinalApp, subject: Subject, stack: Stack): Caller[] {
  const type = typeOf(subject);
  if (type === USER || type === ROLE) {
    return [callerOf(subject, type, stack)];
  }
  const others = isNamed(subject) ? [] : [...listedIn(app, subject), ...listing(app, subject)];
  const users = others.flatMap((one) => behind(app, one, stack));
  return type === GROUP && users.length === 0 ? [callerOf(subject, USER, stack)] : users;
}

const typeOf = (subject: Subject): string => (isNamed(subject) ? subject.type : subject.Type);

/** Those that a policy names. */
const listedIn = (app: FinalApp, { Properties, construct }: FinalResource): Subject[] =>
  ['Users', 'Groups', 'Roles'].flatMap((at) => partsOf(Properties[at]).map(({ value }) => subjectIn(app, construct.stack, value, at)));

/** Those that name a policy or a group. */
const listing = (app: FinalApp, subject: FinalResource): Subject[] =>
  namedIn(app, subject).flatMap(({ at, by }) =>
    by.Type === 'AWS::IAM::UserToGroupAddition'
      ? listedIn(app, by)
      : /^(Groups|ManagedPolicyArns)\b/.test(at) && [GROUP, ROLE, USER].includes(by.Type)
        ? [by]
        : [],
  );

/** Of a group without users, any user. */
function callerOf(subject: Subject, type: string, stack: Stack): Caller {
  const isItself = typeOf(subject) === type;
  const name = isNamed(subject) && isItself ? subject.name : token({ Member: typeOf(subject) });
  const [kind, as] = type === USER ? (['User', 'user'] as const) : (['AssumedRole', 'role'] as const);
  const byName = { 'Fn::Join': [':', ['arn', { Ref: 'AWS::Partition' }, 'iam', '', stack.account, `${as}/${name}`]] };
  const made = isNamed(subject) || !isItself ? undefined : subject.construct;
  return {
    [as]: made?.node.scope,
    outsider: { type: kind, subject, signsIn: !(made && isMade(made)), arn: made?.getAtt('Arn') ?? byName },
  };
}
