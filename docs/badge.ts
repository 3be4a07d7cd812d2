import type { Score } from '../test/mutation/score';
import { svg, text } from './pictures';

/** A score of mutants, as it is shown. */
export interface Badge {
  readonly label: string;
  /** Where the faults are, in a sentence. */
  readonly of: string;
  readonly score: Score;
  /** Below it, the badge is not green. */
  readonly least: number;
}

const number = (value: number): string => value.toLocaleString('en-US');
const share = ({ mutants, noticed }: Score): string => `${(Math.floor((noticed / mutants) * 1000) / 10).toFixed(1)} %`;

export const scoreAlt = ({ of, score }: Badge): string =>
  `Mutation score: of ${number(score.mutants)} faults put into ${of}, the tests notice ${share(score)} (${score.date}).`;

/** It has its own background, so that one fits both themes. */
export function scorePicture(badge: Badge): string {
  const { label, least, score } = badge;
  const [left, height] = [label.length * 6 + 20, 20];
  const width = left + 58;
  const fill = score.noticed / score.mutants < least ? '#9a6700' : '#1a7f37';
  return svg(width, height, scoreAlt(badge), [
    `<rect width='${width}' height='${height}' rx='3' fill='${fill}'/>`,
    `<path d='M0 3a3 3 0 0 1 3-3h${left - 3}v${height}h-${left - 3}a3 3 0 0 1-3-3z' fill='#424a53'/>`,
    text(left / 2, 14, '#ffffff', label, { anchor: 'middle', size: 11 }),
    text((left + width) / 2, 14, '#ffffff', share(score), { anchor: 'middle', size: 11 }),
  ]);
}
