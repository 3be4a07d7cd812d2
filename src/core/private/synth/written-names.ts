import { plain, texts } from '../policy/text';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { groupedBy } from './grouped-by';
import { textIn } from './text-in';

/** The resources of a type, by their names as `textIn` writes them: of what CloudFormation generates, and of what the template says. */
export function byWrittenName(app: FinalApp, type: string, property: string): ReadonlyMap<string, readonly FinalResource[]> {
  const namesOf = ({ construct, logicalId, Properties }: FinalResource) => {
    const write = textIn(app, construct.stack);
    return [write({ Ref: logicalId }), ...texts(plain(Properties[property])).map(() => write(Properties[property]))];
  };
  return groupedBy(app.ofType(type).flatMap((one) => namesOf(one).map((name) => [name, one] as const)));
}
