import { problem, refuseCall } from './private/validate';

/**
 * Which access key an IAM user has.
 *
 * A key is named by its serial, so that a later release of your app can replace it: `single(1)` is the first one.
 */
export class AccessKeys {
  /**
   * One key.
   *
   * Changing the serial replaces the key in one deployment: the old one stops to work as soon as the new one is in the secret.
   *
   * @param serial which key it is: 1 for the first one, a whole number
   */
  public static single(serial: number): AccessKeys {
    if (!Number.isInteger(serial) || serial < 1) {
      refuseCall('AccessKeys.single', [problem('serial', serial, 'a whole number from 1', 'Start with AccessKeys.single(1).')]);
    }
    return new AccessKeys(serial);
  }

  private constructor(
    /** The serial of the key that the secret holds. */
    public readonly serial: number,
  ) {}
}
