/** Which of the vendor's lists of permissions. */
export enum CloudBerryPermissions {
  /** The list of 2016 and what the current page adds to it: multi-part clean-up, listing old versions, reading the Object Lock settings, Glacier. */
  CURRENT = 'current',
  /** The list of 2016 (kb1034), action for action: for agents that were made for it. */
  KB1034 = 'kb1034',
}
