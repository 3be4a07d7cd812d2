import { App, CfnOutput, CfnResource, Stack } from 'aws-cdk-lib';
import { CASES } from '../cases';
import { compareFacts, type Facts, type Findings } from './findings';

/** Of each case of a vendor: the path of every resource and output, with its type and logical id. */
export type Identities = Record<string, Facts>;

/**
 * CloudFormation knows a resource by its logical id, which CDK makes of the path: with another one, what is deployed would be replaced, data
 * and keys included. Users reach resources by the path (`node.findChild`).
 */
export function identitiesOf(vendor: string): Identities {
  return Object.fromEntries(
    Object.entries(CASES[vendor]).map(([name, make]) => {
      const stack = new Stack(new App({ analyticsReporting: false }), 'Stack');
      make(stack);
      App.of(stack)?.synth(); // which adds what is made late
      return [name, identities(stack)];
    }),
  );
}

function identities(stack: Stack): Facts {
  const ids: Record<string, string> = {};
  for (const element of stack.node.findAll()) {
    const path = element.node.path.slice(`${stack.node.path}/`.length);
    if (CfnResource.isCfnResource(element)) {
      ids[path] = `${element.cfnResourceType} ${stack.resolve(element.logicalId)}`;
    } else if (element instanceof CfnOutput) {
      ids[path] = `output ${stack.resolve(element.logicalId)}`;
    }
  }
  return ids;
}

export function compareIdentities(vendor: string, kept: Identities, now: Identities): Findings {
  const all = [...new Set([...Object.keys(kept), ...Object.keys(now)])].map((name) => {
    const place = (text: string) => `${vendor}/${name}: ${text}`;
    const found = compareFacts(
      kept[name] ?? {},
      now[name] ?? {},
      (path, before, after) => `${path} was ${before} and is ${after}: it would be replaced`,
    );
    return { breaking: found.breaking.map(place), added: found.added.map(place) };
  });
  return { breaking: all.flatMap(({ breaking }) => breaking), added: all.flatMap(({ added }) => added) };
}
