/** Three-valued: undefined is not known. */
export type Truth = boolean | undefined;

export const not = (truth: Truth): Truth => (truth === undefined ? undefined : !truth);

export const all = (truths: readonly Truth[]): Truth => (truths.includes(false) ? false : truths.includes(undefined) ? undefined : true);

export const any = (truths: readonly Truth[]): Truth => not(all(truths.map(not)));
