import { describeReach } from './reach';

describeReach('veeam');
