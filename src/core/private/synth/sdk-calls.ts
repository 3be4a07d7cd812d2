import { objectOf, type Statement } from '../policy/document';
import { type Meant, meantIn } from './call-meanings';
import { actionOf, callsIn, substituted } from './calls-in';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { groupedBy } from './grouped-by';
import { oncePerApp } from './once';
import { remediatedIn } from './remediated';
import { callsOfRunbook, callsOfStarted, RUNBOOK } from './runbooks';
import { isStarting } from './started';
import { isOff } from './switched-off';

/** A call of AWS that a resource of the app makes, on something in the app. */
export interface SdkCall extends Meant {
  readonly by: FinalResource;
  /** `iam:CreateAccessKey` */
  readonly action: string;
  readonly parameters: Statement;
}

/** Where such calls stand: `AwsCustomResource`, states, schedules, APIs and runbooks. And what starts these, such as rules. */
const CALLERS =
  /^(Custom::.*|AWS::(ApiGateway::(Method|RestApi)|ApiGatewayV2::(Api|Integration)|CloudFormation::CustomResource|Serverless::(Api|StateMachine)|StepFunctions::StateMachine|Scheduler::Schedule|SSM::Document))$/;

/** All calls, by what they are made on. */
export const sdkCalls = oncePerApp((app) => {
  const callers = app.resources.filter((one) => (CALLERS.test(one.Type) || isStarting(one.Type)) && !isOff(one));
  return groupedBy(callers.flatMap((by) => madeBy(app, by)).map((call) => [call.on, call]));
});

function madeBy(app: FinalApp, by: FinalResource): SdkCall[] {
  const calls = by.Type === RUNBOOK ? callsOfRunbook(by, {}) : callsIn(substituted(by.Properties));
  return [...calls, ...callsOfStarted(app, by, calls)].flatMap((call) => {
    const parameters = objectOf(call[2]) ?? {};
    const all = [...meantIn(app, by.construct.stack, parameters), ...remediatedIn(app, parameters)];
    return all.map((meant) => ({ ...meant, by, action: actionOf(call), parameters }));
  });
}
