/** A threshold of an alarm, and why. These numbers are ours: no page of a vendor has them. */
export interface Threshold {
  readonly value: number;
  readonly why: string;
}

/** When an alarm about a product is raised, unless its user says otherwise: data. */
export interface MonitoringDefaults {
  /** The hours without an upload. Missing: the product uploads at no regular time. */
  readonly uploads?: Threshold;
  /** Requests in an hour that delete objects. */
  readonly deletions: Threshold;
  /** Refused calls in an hour. */
  readonly refusals: Threshold;
}

/** Products that ask for settings that they may not read, and go on. */
export const SOME_REFUSALS: Threshold = {
  value: 20,
  why: 'a product may ask for a setting that it has no permission to read, and go on; who tries what a stolen key can do asks for much more',
};

/** Products that delete what is no longer kept. */
export const BULK_DELETIONS: Threshold = {
  value: 1000,
  why: 'the end of a retention deletes in bulk, and a request can delete up to 1,000 objects. Look at the metric of a normal week, and choose a lower number',
};

/** Products without the permission to delete. */
export const NO_DELETIONS: Threshold = {
  value: 1,
  why: 'the product cannot delete, so somebody else does',
};
