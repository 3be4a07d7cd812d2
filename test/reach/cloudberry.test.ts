import { describeReach } from './reach';

describeReach('cloudberry');
