import { CASES } from '../../logzio/cases';
import { synth } from './cases';

synth(CASES);
