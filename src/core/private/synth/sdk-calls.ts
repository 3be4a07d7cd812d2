import { objectOf, type Statement } from '../policy/document';
import { actionOf, callsIn, substituted } from './calls-in';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { oncePerApp } from './once';
import { meantBy } from './resource-names';
import { callsOfRunbook, callsOfStarted, RUNBOOK } from './runbooks';

/** A call of AWS that a resource of the app makes, on something in the app. */
export interface SdkCall {
  readonly by: FinalResource;
  /** `iam:CreateAccessKey` */
  readonly action: string;
  readonly on: FinalResource;
  readonly parameters: Statement;
}

/** Where such calls stand: `AwsCustomResource`, states, schedules, rules, APIs, runbooks and what starts them. */
const CALLERS =
  /^(Custom::.*|AWS::(ApiGateway::(Method|RestApi)|ApiGatewayV2::(Api|Integration)|CloudFormation::CustomResource|Config::RemediationConfiguration|Events::Rule|StepFunctions::StateMachine|Scheduler::Schedule|SSM::(Association|Document|MaintenanceWindowTask)))$/;

/** All calls, by what they are made on. */
export const sdkCalls = oncePerApp((app) => {
  const found = new Map<FinalResource, SdkCall[]>();
  for (const by of app.resources.filter(({ Type }) => CALLERS.test(Type))) {
    const calls = by.Type === RUNBOOK ? callsOfRunbook(by, {}) : callsIn(substituted(by.Properties));
    for (const call of [...calls, ...callsOfStarted(app, by, calls)]) {
      const parameters = objectOf(call[2]) ?? {};
      for (const on of onWhat(app, by, parameters)) {
        found.set(on, [...(found.get(on) ?? []), { by, action: actionOf(call), on, parameters }]);
      }
    }
  }
  return found;
});

/** What the parameters name, each by its key: `UserName`. */
const onWhat = (app: FinalApp, { construct: { stack } }: FinalResource, parameters: Statement): FinalResource[] => [
  ...new Set(Object.entries(parameters).flatMap(([key, value]) => [value].flat().flatMap((one) => meantBy(app, stack, one, key)))),
];
