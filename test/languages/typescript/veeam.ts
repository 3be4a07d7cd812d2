import { CASES } from '../../veeam/cases';
import { synth } from './cases';

synth(CASES);
