import { type FinalResource, isDecidedLater } from './final-resource';

/** The properties that profiles judge, any of which may be `Fn::If`. */
const JUDGED = [
  'OwnershipControls',
  'LifecycleConfiguration',
  'ObjectLockConfiguration',
  'ObjectLockEnabled',
  'ReplicationConfiguration',
  'VersioningConfiguration',
];

/** Whether the deployment decides what profiles judge. An intrinsic in the place of a word is a parameter or the like. */
export function isJudgedLater({ Properties }: FinalResource): boolean {
  const words = [Properties.ObjectLockEnabled, Properties.VersioningConfiguration?.Status];
  return isDecidedLater(JUDGED.map((name) => Properties[name])) || words.some((one) => typeof one === 'object');
}
