import { BULK_DELETIONS, type MonitoringDefaults, SOME_REFUSALS } from '../core/private/model/monitoring';

// Data only: when something about the product is unusual.

export const MONITORING: MonitoringDefaults = {
  uploads: { value: 26, why: 'backups usually run once a day: a day, and two hours for one that starts late' },
  deletions: BULK_DELETIONS,
  refusals: SOME_REFUSALS,
};
