import { wholeNumber } from './private/validation/basic-types';
import { throwIfAnyInCall } from './private/validation/errors';

/**
 * Which access keys an IAM user has, and which one its secret holds.
 *
 * A key is named by its serial: `single(1)` is the first one. To replace a key without an interruption, deploy one step after the other:
 * `single(1)`, `rotatingTo(2)`, `retiring(2)`, `single(2)`. The secret stays the same one, so that whoever reads it finds the new key.
 *
 * A synthesis does not know what is deployed, so that it cannot refuse a step that leaves one out: `single(1)` to `single(2)` replaces the key
 * in one deployment, and whoever still has the old one is refused from then on.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
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
    return new AccessKeys(checked('single', serial, 1, 'Start with AccessKeys.single(1).'));
  }

  /**
   * First step of a rotation: a new key beside the one before it. Both work, and the secret holds the new one. Type it into the product now.
   *
   * A user has two keys at most (IAM's quota): coming from another `rotatingTo` or `retiring`, the deployment fails and is rolled back.
   *
   * @param serial the new key; the one before it (`serial - 1`) must be the one that is deployed
   * @example
   * const access = VendorAccess.iamUser({ accessKeys: AccessKeys.rotatingTo(2) });
   */
  public static rotatingTo(serial: number): AccessKeys {
    return new AccessKeys(checked('rotatingTo', serial, 2, REPLACES), 'Active');
  }

  /**
   * Second step of a rotation, a trial of its end: the key before the new one is there, but inactive. Whoever still uses it is refused, and works
   * again after going back to `rotatingTo` of the same serial. The last step is `single` of it, which deletes the old key for good.
   *
   * @param serial the new key, as given to `rotatingTo`
   */
  public static retiring(serial: number): AccessKeys {
    return new AccessKeys(checked('retiring', serial, 2, REPLACES), 'Inactive');
  }

  /**
   * No key and no secret in the stack, for those who make keys elsewhere. Changing to it deletes the key and the secret that the stack had.
   */
  public static outside(): AccessKeys {
    return new AccessKeys(0);
  }

  private constructor(
    /** The serial of the key that the secret holds; 0 if there is none. */
    public readonly serial: number,
    /**
     * What the key before it is, if it is still there.
     *
     * @internal
     */
    public readonly _previous?: 'Active' | 'Inactive',
  ) {}
}

const REPLACES = 'It is the serial of the new key, which replaces the one before it: AccessKeys.single(1) is the first.';

function checked(step: string, serial: number, from: number, todo: string): number {
  throwIfAnyInCall(`AccessKeys.${step}`, wholeNumber({ from, todo }).problems('serial', serial, {}));
  return serial;
}
