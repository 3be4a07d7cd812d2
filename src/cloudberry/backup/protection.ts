import type { Duration } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { BOOL, enumOf, lockedDays } from '../../core/private/validation/basic-types';
import { problem } from '../../core/private/validation/errors';
import { EMPTY_RECIPE, type Recipe, recipe, struct } from '../../core/private/validation/prop-types';

/** Options of `CloudBerryProtection.objectLock`. At least one of `defaultRetention` and `gfs` for a new bucket. */
export interface CloudBerryObjectLockOptions {
  /**
   * The default retention ("Default Object Lock"), which locks everything that is written to the new bucket. Whole days, 1 to 36,500.
   * Cannot be a token: CDK needs the value at synth.
   *
   * @default - no default retention
   */
  readonly defaultRetention?: Duration;

  /**
   * The mode of the default retention. The vendor's principal can remove no lock; with `COMPLIANCE` nobody can, not even the account owner.
   *
   * @default s3.ObjectLockMode.GOVERNANCE
   */
  readonly mode?: s3.ObjectLockMode;

  /**
   * Enables "Object Lock for GFS": the agent locks each object for as long as its GFS retention keeps it. Grants `s3:PutObjectRetention`
   * and `s3:GetObjectRetention`, which the vendor's page omits. Agents from 8.6, new backup format only.
   *
   * @default false
   */
  readonly gfs?: boolean;

  /**
   * The longest time that anyone can lock an object of the bucket, in whole days. Only with `gfs`: set it to the longest GFS retention.
   *
   * Without a limit, anyone with the key can lock what they write for up to 100 years, and you pay for the storage. This gives a warning
   * (`cdk-vendor-access:cloudberry.unlimitedRetention`). The policy of the bucket denies longer locks, and event holds, which never expire.
   * AWS does not document how it rounds days: allow one more day than you need. Can be a token that counts days.
   *
   * @default - no limit
   */
  readonly maximumRetention?: Duration;
}

/** The protection of the backups if the key is stolen. */
export abstract class CloudBerryProtection {
  /**
   * Grants the permissions as the vendor documents them, on a bucket without versioning: anyone with the key can permanently delete every
   * backup. Gives a warning (`cdk-vendor-access:cloudberry.erasable`); acknowledge it, or choose another protection.
   */
  public static asDocumented(): CloudBerryProtection {
    return new Chosen('asDocumented');
  }

  /**
   * Keeps old versions, which the key cannot delete: the owner can recover everything that is deleted or overwritten with the key.
   *
   * Withholds `s3:DeleteObjectVersion`, lifecycle rules and the Object Lock settings. The agent cannot purge old versions, so you pay for
   * their storage until you remove them.
   */
  public static recoverableDeletes(): CloudBerryProtection {
    return new Chosen('recoverableDeletes');
  }

  /** Enables Object Lock and versioning: nobody with the key can delete a locked object until its retention ends. */
  public static objectLock(options: CloudBerryObjectLockOptions): CloudBerryProtection {
    return new Chosen('objectLock', recipe('CloudBerryProtection.objectLock', options, OBJECT_LOCK));
  }

  /** @internal */
  public abstract readonly _kind: 'asDocumented' | 'recoverableDeletes' | 'objectLock';
  /** @internal */
  public abstract readonly _lock: CloudBerryObjectLockOptions;
  /** @internal */
  public abstract readonly _recipe: Recipe<CloudBerryObjectLockOptions>;
}

const OBJECT_LOCK = struct<CloudBerryObjectLockOptions>(
  {
    defaultRetention: lockedDays('For example, Duration.days(30).'),
    mode: enumOf('ObjectLockMode', s3.ObjectLockMode),
    gfs: BOOL,
    maximumRetention: lockedDays('Choose the longest retention that the agent needs.', true),
  },
  (rule) => [
    rule(['gfs', 'maximumRetention'], ({ gfs, maximumRetention }) => {
      const todo = 'Omit it: the agent locks nothing.';
      return maximumRetention && !gfs ? [problem('maximumRetention', maximumRetention, 'only with gfs: true', todo)] : [];
    }),
    rule(['defaultRetention', 'maximumRetention'], ({ defaultRetention, maximumRetention }) => {
      const [shortest, longest] = [defaultRetention, maximumRetention].map((one) => (one?.isUnresolved() ? undefined : one?.toDays()));
      const isShorter = shortest !== undefined && longest !== undefined && longest < shortest;
      const todo = 'Otherwise, the limit would deny the default retention of the bucket.';
      return isShorter ? [problem('maximumRetention', maximumRetention, `at least the defaultRetention, ${shortest} days`, todo)] : [];
    }),
    rule(['defaultRetention', 'mode'], ({ defaultRetention, mode }) =>
      mode !== undefined && defaultRetention === undefined ? [problem('mode', mode, 'only with defaultRetention', 'Omit it.')] : [],
    ),
  ],
);

// Not exported, because jsii publishes the constructor of an exported class even if it is marked as internal.
class Chosen extends CloudBerryProtection {
  public readonly _lock: CloudBerryObjectLockOptions;

  public constructor(
    public readonly _kind: CloudBerryProtection['_kind'],
    public readonly _recipe: CloudBerryProtection['_recipe'] = EMPTY_RECIPE,
  ) {
    super();
    this._lock = _recipe.options;
  }

  public override toString(): string {
    return `${this._kind}()`;
  }
}

export const protectionOf = ({ protection }: { readonly protection?: CloudBerryProtection }) =>
  protection ?? CloudBerryProtection.asDocumented();
