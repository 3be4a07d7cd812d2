import { describeReach } from './reach';

describeReach('logzio');
