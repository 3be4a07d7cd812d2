import { refuseIncomplete } from './actions';
import type { RequestOptions } from './simulate';
import type { Who } from './world';

/** One of the judgements that a call to AWS is made of: one action on one resource, with what IAM is told of this resource. */
export interface Part extends RequestOptions {
  readonly action: string;
  readonly resource: string;
}

/** A part as messages and rows name it: `ec2:RunInstances subnet/subnet-1`. */
export const nameOf = ({ action, resource }: Part): string => `${action} ${resource.split(':').slice(5).join(':') || resource}`;

/** The parts of a call that are denied; none: the call is allowed. */
export async function deniedParts(who: Who, call: readonly Part[]): Promise<string[]> {
  if (call.length === 0) throw new Error('a call without parts');
  for (const action of new Set(call.map((part) => part.action))) {
    await refuseIncomplete(
      action,
      call.filter((part) => part.action === action).map((part) => part.resource),
    );
  }
  const denied: string[] = [];
  for (const part of call) {
    const { action, resource, ...options } = part;
    if ((await who.can(action, resource, options)) !== 'Allowed') denied.push(nameOf(part));
  }
  return denied;
}
