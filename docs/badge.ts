import type { Score } from '../test/mutation/score';
import { svg, text } from './pictures';

const number = (value: number): string => value.toLocaleString('en-US');
const share = ({ mutants, noticed }: Score): string => `${(Math.floor((noticed / mutants) * 1000) / 10).toFixed(1)} %`;

export const scoreAlt = (score: Score): string =>
  `Mutation score: of ${number(score.mutants)} faults put into statements and their data, the tests notice ${share(score)} (${score.date}).`;

/** The score of the mutants of statements and data, from test/mutation/score.json. It has its own background, so that one fits both themes. */
export function scorePicture(score: Score): string {
  const [label, height] = [104, 20];
  const width = label + 58;
  return svg(width, height, scoreAlt(score), [
    `<rect width='${width}' height='${height}' rx='3' fill='#1a7f37'/>`,
    `<path d='M0 3a3 3 0 0 1 3-3h${label - 3}v${height}h-${label - 3}a3 3 0 0 1-3-3z' fill='#424a53'/>`,
    text(label / 2, 14, '#ffffff', 'mutation score', { anchor: 'middle', size: 11 }),
    text((label + width) / 2, 14, '#ffffff', share(score), { anchor: 'middle', size: 11 }),
  ]);
}
