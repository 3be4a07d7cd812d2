/** The editions of the vendor's permission list. */
export enum CloudBerryPermissions {
  /**
   * The list of 2016 and the additions of the current page: multipart cleanup, listing old versions, reading the Object Lock settings,
   * Glacier.
   */
  CURRENT = 'current',
  /** The list of 2016 (kb1034), action for action, for agents that were built for it. */
  KB1034 = 'kb1034',
}
