import { wholeNumber } from './private/validation/basic-types';
import { throwIfAnyInCall } from './private/validation/errors';

/**
 * The access keys of an IAM user, and which one its secret holds.
 *
 * A key is identified by its serial: `single(1)` is the first one. To replace a key without an interruption, deploy one step after the
 * other: `single(1)`, `rotatingTo(2)`, `retiring(2)`, `single(2)`. The secret stays the same, so anything that reads it finds the new key.
 *
 * A synthesis does not know what is deployed, so it cannot reject a skipped step. `single(1)` to `single(2)` replaces the key in one
 * deployment, and the old key stops working at once.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
 */
export class AccessKeys {
  /**
   * Creates one key.
   *
   * Changing the serial replaces the key in one deployment: the old key stops working as soon as the new one is in the secret.
   *
   * @param serial the serial of the key: a whole number, 1 for the first key
   */
  public static single(serial: number): AccessKeys {
    return new AccessKeys(checked('single', serial, 1, 'Start with AccessKeys.single(1).'));
  }

  /**
   * Creates a new key in addition to the previous one: the first step of a rotation. Both keys work, and the secret holds the new one.
   * Enter it in the product now.
   *
   * A user can have two keys at most (an IAM quota). After another `rotatingTo` or `retiring`, the deployment therefore fails and is rolled
   * back.
   *
   * @param serial the serial of the new key; the previous one (`serial - 1`) must be the deployed one
   * @example
   * const access = VendorAccess.iamUser({ accessKeys: AccessKeys.rotatingTo(2) });
   */
  public static rotatingTo(serial: number): AccessKeys {
    return new AccessKeys(checked('rotatingTo', serial, 2, REPLACES), 'Active');
  }

  /**
   * Deactivates the previous key: the second step of a rotation (a dry run). The old key still exists but is refused. To make it work
   * again, go back to `rotatingTo` with the same serial. The last step is `single` with this serial, which deletes the old key permanently.
   *
   * @param serial the serial of the new key, as given to `rotatingTo`
   */
  public static retiring(serial: number): AccessKeys {
    return new AccessKeys(checked('retiring', serial, 2, REPLACES), 'Inactive');
  }

  /** Creates no key and no secret, if you create keys elsewhere. Changing to it deletes the key and the secret that the stack created. */
  public static outside(): AccessKeys {
    return new AccessKeys(0);
  }

  private constructor(
    /** The serial of the key that the secret holds; 0 if there is none. */
    public readonly serial: number,
    /**
     * The state of the previous key, if it still exists.
     *
     * @internal
     */
    public readonly _previous?: 'Active' | 'Inactive',
  ) {}
}

const REPLACES = 'It is the serial of the new key, which replaces the previous one: AccessKeys.single(1) is the first.';

function checked(step: string, serial: number, from: number, todo: string): number {
  throwIfAnyInCall(`AccessKeys.${step}`, wholeNumber({ from, todo }).problems('serial', serial, {}));
  return serial;
}
