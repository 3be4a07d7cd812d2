import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { partsOf, valueAt } from '../policy/document';
import { pathOf } from '../validation/shown-value';
import type { Origin } from './asking';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { isClosedToS3 } from './outbound-rules';
import { Targets } from './targets';

// The network of a function of AWS Lambda as it will be deployed: an aspect may put all functions of an app into a VPC.

/** The subnets that it runs in, each as the given one or as that of the app; of others, nothing is known. */
export function originsOfFunction(app: FinalApp, made: CfnFunction, given: readonly NonNullable<Origin['subnet']>[] = []): Origin[] {
  return idsIn(app, made, 'SubnetIds').map((id) => {
    const subnet = given.find((one) => JSON.stringify(app.render(made, one.subnetId)) === JSON.stringify(id));
    return subnet ? { subnet } : { within: madeBy(app, made, id) };
  });
}

/** The security groups of the app that certainly let none of its calls out; undefined if there may be a way. */
export function closedGroupsOf(app: FinalApp, made: CfnFunction): string | undefined {
  const groups = idsIn(app, made, 'SecurityGroupIds').map((id) => madeBy(app, made, id));
  const known = groups.filter((one): one is FinalResource => one !== undefined);
  const isClosed = known.length === groups.length && isClosedToS3(app, known, undefined);
  return isClosed
    ? `security group '${known.map(({ construct }) => pathOf(construct)).join("', '")}' lets nothing out on port 443`
    : undefined;
}

const madeBy = (app: FinalApp, { stack }: CfnFunction, id: unknown): FinalResource | undefined => Targets.of(app).resource(stack, id);

/** Those that the deployment is certain to use. */
const idsIn = (app: FinalApp, made: CfnFunction, property: string): unknown[] =>
  partsOf(app.find(made)?.Properties.VpcConfig).flatMap(({ sure, value }) =>
    partsOf(valueAt(value, [property]), '', sure).flatMap((one) => (one.sure ? [one.value] : [])),
  );
