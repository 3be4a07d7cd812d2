// A process of its own for each measurement: requires the files of a list, then a package, and prints what the package cost, as JSON.
//
//   node --expose-gc measure.cjs PACKAGE LIST
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');

const [name, list] = process.argv.slice(2);
const from = createRequire(`${process.cwd()}/`);
for (const file of JSON.parse(readFileSync(list, 'utf8'))) {
  require(file);
}
global.gc();
const [heap, cpu] = [process.memoryUsage().heapUsed, process.cpuUsage()];
from(name);
const { system, user } = process.cpuUsage(cpu);
global.gc();
console.log(
  JSON.stringify({
    cpu: (system + user) / 1000,
    heap: (process.memoryUsage().heapUsed - heap) / 1024,
    files: Object.keys(require.cache).filter((file) => file !== __filename),
  }),
);
