import type { IConstruct } from 'constructs';
import { MARK, type Mark } from '../src/core/private/model/mark';

/** What the library notes at a policy that it makes. */
export const marksOf = ({ node }: IConstruct): Mark[] => node.metadata.filter(({ type }) => type === MARK).map(({ data }) => data as Mark);
