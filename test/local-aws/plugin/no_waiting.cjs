// IAM applies everything at once here: a function that waits for it (timers/promises) gets on a hundred times faster.
const timers = require('node:timers/promises');

const { setTimeout: wait } = timers;
timers.setTimeout = (milliseconds, ...more) => wait(milliseconds / 100, ...more);
