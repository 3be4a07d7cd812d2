import { CASES } from '../../cloudberry/cases';
import { synth } from './cases';

synth(CASES);
