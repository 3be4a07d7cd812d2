import type { Duration } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { BOOL, enumOf, lockedDays } from '../../core/private/validation/basic-types';
import { problem } from '../../core/private/validation/errors';
import { EMPTY_RECIPE, type Recipe, recipe, struct } from '../../core/private/validation/prop-types';

/** Options of `CloudBerryProtection.objectLock`. At least one of `defaultRetention` and `gfs` for a new bucket. */
export interface CloudBerryObjectLockOptions {
  /**
   * "Default Object Lock": everything that is written to the new bucket is locked for so long. Whole days, 1 to 36,500.
   * No token: CDK compares it at synth.
   *
   * @default - no default retention
   */
  readonly defaultRetention?: Duration;

  /**
   * Mode of the default retention. The vendor's principal can lift neither; with `COMPLIANCE` nobody can, not even the owner of the account.
   *
   * @default s3.ObjectLockMode.GOVERNANCE
   */
  readonly mode?: s3.ObjectLockMode;

  /**
   * "Object Lock for GFS": the agent locks each object by itself, for as long as its GFS retention keeps it. Grants
   * `s3:PutObjectRetention` and `s3:GetObjectRetention`, which the vendor's page forgets. Agents from 8.6, new backup format only.
   *
   * @default false
   */
  readonly gfs?: boolean;

  /**
   * The longest that anybody may lock an object of the bucket, in whole days. Only with `gfs`: give what the longest GFS retention keeps.
   *
   * Without it, anyone with the key can lock what he writes, and its cost, for a hundred years, which is a warning
   * (`cdk-vendor-access:cloudberry.unlimitedRetention`). Denied by the policy of the bucket, together with event holds, which have no end. How AWS
   * rounds days is not documented: give a day more than you need. Can be a token that counts days.
   *
   * @default - no limit
   */
  readonly maximumRetention?: Duration;
}

/** What a stolen key can destroy. */
export abstract class CloudBerryProtection {
  /**
   * The permissions as the vendor documents them, on a bucket without versions: who has the key can delete every backup for good.
   * Gives a warning (`cdk-vendor-access:cloudberry.erasable`), to be acknowledged or heeded.
   */
  public static asDocumented(): CloudBerryProtection {
    return new Chosen('asDocumented');
  }

  /**
   * A versioned bucket, of which old versions cannot be deleted: whatever is deleted or overwritten with the key, the owner can bring back.
   *
   * Withholds `s3:DeleteObjectVersion`, lifecycle rules and the Object Lock settings. The agent's own purge of old versions is refused, so that
   * they cost storage until the owner removes them.
   */
  public static recoverableDeletes(): CloudBerryProtection {
    return new Chosen('recoverableDeletes');
  }

  /** A bucket with Object Lock and versions: what is locked cannot be deleted by anybody with the key until its retention ends. */
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
    defaultRetention: lockedDays('Such as Duration.days(30).'),
    mode: enumOf('ObjectLockMode', s3.ObjectLockMode),
    gfs: BOOL,
    maximumRetention: lockedDays('Choose the longest that the agent needs.', true),
  },
  (rule) => [
    rule(['gfs', 'maximumRetention'], ({ gfs, maximumRetention }) => {
      const todo = 'Leave it out: the agent locks nothing.';
      return maximumRetention && !gfs ? [problem('maximumRetention', maximumRetention, 'only with gfs: true', todo)] : [];
    }),
    rule(['defaultRetention', 'maximumRetention'], ({ defaultRetention, maximumRetention }) => {
      const [shortest, longest] = [defaultRetention, maximumRetention].map((one) => (one?.isUnresolved() ? undefined : one?.toDays()));
      const isShorter = shortest !== undefined && longest !== undefined && longest < shortest;
      const todo = 'Nobody could lock for as long as the bucket does.';
      return isShorter ? [problem('maximumRetention', maximumRetention, `at least the defaultRetention, ${shortest} days`, todo)] : [];
    }),
    rule(['defaultRetention', 'mode'], ({ defaultRetention, mode }) =>
      mode !== undefined && defaultRetention === undefined ? [problem('mode', mode, 'only with defaultRetention', 'Leave it out.')] : [],
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
