import type { Construct } from 'constructs';
import { evaluate } from '../policy/evaluate';
import { OPEN, OPEN_DOCUMENT } from '../policy/open';
import type { Json, Policy } from '../policy/request';
import { plain, textOf } from '../policy/text';
import { pathOf } from '../validation/shown-value';
import type { Asking, Need } from './asking';
import { type Call, callOf } from './demanded';
import type { Stop } from './denial-message';
import { stopsOf, warnAboutStops } from './denials';
import { limitOf, perhaps } from './either';
import { endpointsFrom, isGateway, serviceOf } from './endpoints';
import { existsWith } from './existence';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { originsOf } from './given-networks';
import { resourceGiven } from './given-resource';
import { knownIn } from './known-names';
import { decided, requestOf } from './needs';
import { once } from './once';
import { isMade } from './promise';
import { targetOf } from './related';
import { signedByAws } from './signed-by-aws';
import type { Decided, Situation } from './situation';

/** The endpoints of the app in each network that calls come from, and how many networks there are. */
interface Ways {
  readonly networks: readonly (readonly FinalResource[])[];
  readonly count: number;
}

/** Warns about documented calls of the product that the policy of a VPC endpoint of the app does not let through. */
export function warnAboutEndpoints(app: FinalApp, scope: Construct, asking: Asking, situation: () => Situation): void {
  const { count, origins } = originsOf(asking);
  const networks = origins.map((origin) => endpointsFrom(app, origin));
  if (networks.flat().some((one) => documentOf(app, one) !== undefined)) {
    const own = asking.needs.filter(({ signed }) => !signed); // others use signed addresses, from elsewhere
    const stops = own.flatMap((need) => stopsOfNeed(app, situation(), need, { networks, count }));
    warnAboutStops(scope, stops, asking.who);
  }
}

/** Keys are used by S3, from where it runs. */
const stopsOfNeed = (app: FinalApp, situation: Situation, { actions, arns, ...call }: Need, ways: Ways): Stop[] =>
  actions
    .filter((action) => !action.startsWith('kms:'))
    .flatMap((action) => arns.flatMap((arn) => stopsOfCall(app, situation, { ...call, action }, arn, ways)));

/** A network stops a call if it has endpoints for the service, none of which lets the call through: which one the call takes is not known. */
function stopsOfCall(
  app: FinalApp,
  situation: Situation,
  call: Omit<Need, 'actions' | 'arns'> & { readonly action: string },
  arn: string,
  { count, networks }: Ways,
): Stop[] {
  const { action } = call;
  const asked = requestOf(situation, action, arn);
  const request = call.signedByAws ? signedByAws(asked) : asked;
  const [service] = action.split(':');
  const names = [`com.amazonaws.${textOf(request.context['aws:RequestedRegion'])}.${service}`, `com.amazonaws.${service}`]; // that of IAM has no region
  const decisions = networks.map((all) =>
    all.filter((one) => names.includes(serviceOf(app, one))).map((one) => decisionOf(app, callOf(situation, call, request), one)),
  );
  const stopping = decisions.filter((of) => of.length > 0 && of.every(({ effect }) => effect !== 'allowed'));
  const stops = stopping.flat().flatMap((decision) => stopsOf(situation.asking, { ...call, caller: situation.principal, decision }));
  return stopping.length === count ? stops : stops.map(orFromElsewhere);
}

const orFromElsewhere = ({ answer, cause }: Stop): Stop => ({
  cause,
  answer: { ...answer, decision: { ...answer.decision, effect: 'unknown' } },
});

/** Other policies have their say elsewhere. */
function decisionOf(app: FinalApp, { request, ...asked }: Call, endpoint: FinalResource): Decided {
  const { construct, logicalId, Properties } = endpoint;
  const known = (value: unknown) => plain(value, knownIn(app, construct.stack));
  const through = { 'aws:SourceIp': null, 'aws:SourceVpc': known(Properties.VpcId), 'aws:SourceVpce': known({ Ref: logicalId }) };
  const policies = { identity: [OPEN], endpoint: policyOf(app, asked.asking, endpoint) };
  const call = { ...asked, request: { ...request, context: { ...request.context, ...through } } };
  return decided(
    call,
    () => [],
    (one) => evaluate(one, policies),
  );
}

/** None, if it lets everything through. Where there is no endpoint, nothing stops a call, either. */
function policyOf(app: FinalApp, { bucket, policy }: Asking, endpoint: FinalResource): Policy[] {
  const { construct } = endpoint;
  const vpc = targetOf(app, endpoint, 'VpcId');
  const there = [...[bucket, policy].map((one) => resourceGiven(app, one)), vpc];
  const limit = documentOf(app, endpoint);
  const document = existsWith(app, endpoint, there) ? limit : perhaps(limit, OPEN_DOCUMENT);
  return limit === undefined ? [] : [{ origin: pathOf(construct), document, isGateway: isGateway(endpoint) }];
}

/** Promises cover that of the library. */
const documentOf = once((app, { construct, Properties }: FinalResource): Json => {
  const document = plain(Properties.PolicyDocument, knownIn(app, construct.stack));
  return document === undefined || isMade(construct) ? undefined : limitOf(document, (one) => one);
});
