import { objectOf, partsOf } from '../policy/document';
import type { FinalApp } from './final-app';
import { oncePerApp } from './once';
import { isMade } from './promise';
import type { SdkCall } from './sdk-calls';
import { visitRendered } from './visit-rendered';

/** Whether a call ends, or filters, a configuration of request metrics that an alarm of the library counts. */
export function isWatched({ action, on, parameters: { Id, MetricsConfiguration } }: SdkCall, app: FinalApp): boolean {
  const written = partsOf(on.Properties.MetricsConfigurations).find(({ value }) => objectOf(value)?.Id === Id)?.value;
  const { Filter = {} } = objectOf(MetricsConfiguration) ?? {};
  const { Prefix, ...more } = objectOf(Filter) ?? {};
  const isSame = action.startsWith('s3:Put') && Object.keys(more).length === 0 && Prefix === objectOf(written)?.Prefix;
  return counted(app).has(Id) && !isSame;
}

/** The ids of all configurations that alarms of the library count. */
const counted = oncePerApp((app): ReadonlySet<unknown> => {
  const found = new Set<unknown>();
  for (const { Properties } of app.ofType('AWS::CloudWatch::Alarm').filter(({ construct }) => isMade(construct))) {
    visitRendered(Properties, (value, at) => /\bDimensions\.\d+\.Value$/.test(at) && found.add(value));
  }
  return found;
});
