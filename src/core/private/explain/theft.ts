/** What somebody with the credentials can do. */
export interface Theft {
  readonly does: string;
  /** The name of the bucket that it is about, if it is about one. */
  readonly bucket?: string;
  readonly can: 'yes' | 'no' | 'in part' | 'not known';
  /** What limits it, or what it depends on. */
  readonly only: readonly string[];
}

/** What it does, with the bucket if there are several. */
export const doing = ({ bucket, does }: Theft, all: readonly Theft[]): string =>
  bucket !== undefined && all.some((one) => one.does === does && one.bucket !== bucket) ? `${does} (${bucket})` : does;
