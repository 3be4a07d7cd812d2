import type { Construct } from 'constructs';
import { onlyDenies } from '../policy/aws-policies';
import { statementsIn } from '../policy/document';
import type { Policy } from '../policy/request';
import { plain } from '../policy/text';
import { pathOf } from '../validation/shown-value';
import { type Asking, subjectAsking } from './asking';
import { madeBy } from './attached';
import type { Stop } from './denial-message';
import { stopsOf, warnAboutStops } from './denials';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { BY_BUDGET } from './giving';
import { knownIn } from './known-names';
import { answers } from './needs';
import { ofAws } from './policies-of-aws';
import { attachmentsOf, namedIn } from './principal-policies';
import type { Situation } from './situation';
import { isNamed } from './subjects';

/** The policy that a budget attaches when it is exceeded, as far as it is known. */
function attachedBy(app: FinalApp, budget: FinalResource): Policy {
  const { construct, Properties } = budget;
  const arn: unknown = Properties.Definition?.IamActionDefinition?.PolicyArn;
  const own = madeBy(app, budget, arn).resource;
  const { document, name } = own
    ? { name: pathOf(own.construct), document: plain(own.Properties.PolicyDocument, knownIn(app, own.construct.stack)) }
    : { name: undefined, document: undefined, ...ofAws(app, budget, arn) };
  return { origin: `${name}' of budget '${pathOf(construct)}`, document };
}

/** Whether the budget gives nobody anything. */
export const budgetDenies = (app: FinalApp, budget: FinalResource): boolean =>
  onlyDenies(statementsIn(attachedBy(app, budget).document).map(({ statement }) => statement ?? {}));

/** Warns about documented calls that stop when a budget is exceeded: that is when it attaches its policy. */
export function warnAboutBudgets(app: FinalApp, scope: Construct, asking: Asking, situation: () => Situation): void {
  if (app.ofType(BY_BUDGET.type).length > 0) {
    const policies = budgetsOf(app, asking).map((budget) => attachedBy(app, budget));
    warnAboutStops(
      scope,
      policies.flatMap((policy) => stopsBy(asking, situation(), policy)),
      asking.who,
    );
  }
}

function budgetsOf(app: FinalApp, asking: Asking): FinalResource[] {
  const subject = subjectAsking(app, asking);
  const groups = subject ? attachmentsOf(app, subject).groups.flatMap(({ resource }) => resource ?? []) : [];
  const named = [...(subject && !isNamed(subject) ? [subject] : []), ...groups].flatMap((one) => namedIn(app, one));
  return [...new Set(named.filter(({ at, by }) => by.Type === BY_BUDGET.type && BY_BUDGET.at.test(at)).map(({ by }) => by))];
}

/** What the policy stops in addition to all others. */
function stopsBy(asking: Asking, situation: Situation, policy: Policy): Stop[] {
  const { policies } = situation;
  const exceeded = { ...situation, policies: { ...policies, identity: [...policies.identity, policy] }, decisions: new Map() };
  const stops = answers(exceeded, asking.needs).flatMap((answer) => stopsOf(asking, answer));
  return stops.filter(({ cause }) => cause.origin === policy.origin);
}
