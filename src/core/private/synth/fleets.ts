import { objectOf, partsOf } from '../policy/document';
import type { Json } from '../policy/request';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { Targets } from './targets';

/** How a fleet launches instances: what it sets itself, as properties like those of an instance, and the launch template of the app. */
export interface Launch {
  readonly own: FinalResource;
  readonly template: FinalResource | undefined;
}

const SPOT = 'AWS::EC2::SpotFleet';

/** All that the fleets of the app are certain to launch. */
export const launchesOf = (app: FinalApp): Launch[] =>
  ['AWS::EC2::EC2Fleet', SPOT].flatMap((type) =>
    app.ofType(type).flatMap((fleet) => {
      const request = type === SPOT ? objectOf(fleet.Properties.SpotFleetRequestConfigData) : fleet.Properties;
      return [
        ...sure(request?.LaunchTemplateConfigs).flatMap((config) => ofConfig(app, fleet, config)),
        ...sure(request?.LaunchSpecifications).map((specification) => ofSpecification(fleet, specification)),
      ];
    }),
  );

/** What overrides a launch template stands beside it. */
function ofConfig(app: FinalApp, fleet: FinalResource, { LaunchTemplateSpecification, Overrides }: Record<string, Json>): Launch[] {
  const id = objectOf(LaunchTemplateSpecification)?.LaunchTemplateId;
  const template = Targets.of(app).resource(fleet.construct.stack, id);
  const overrides = partsOf(Overrides);
  const isSure = overrides.every((one) => one.sure && objectOf(one.value));
  const own = overrides.length > 0 ? overrides.map(({ value }) => objectOf(value) ?? {}) : [{}];
  return isSure ? own.map((Properties) => ({ own: { ...fleet, Properties }, template })) : [];
}

function ofSpecification(fleet: FinalResource, { SecurityGroups, ...others }: Record<string, Json>): Launch {
  const SecurityGroupIds = partsOf(SecurityGroups).map(({ sure: isSure, value }) => (isSure ? objectOf(value)?.GroupId : {}));
  return { own: { ...fleet, Properties: { ...others, SecurityGroupIds } }, template: undefined };
}

const sure = (list: Json): Record<string, Json>[] =>
  partsOf(list).flatMap(({ sure: isSure, value }) => {
    const object = isSure ? objectOf(value) : undefined;
    return object ? [object] : [];
  });
