export { type ActionFacts, actionFacts, expandAction, keyApplies } from './actions';
export { type AllowedWildcard, type LintOptions, lintTemplate } from './lint';
export { resolveTemplate } from './resolve';
export type { RequestOptions, Verdict } from './simulate';
export { policySize } from './sizes';
export { describeMatrix, type Row, runRows } from './table';
export type { Environment, PolicyDocument, Template } from './types';
export { type AssumeOptions, Who, World } from './world';
