// A process of its own for each measurement: loads the files of a list, then a package or one construct of it, and prints the cost, as JSON.
//
//   node --expose-gc measure.cjs LIST PACKAGE [require|import|use] [MEMBER]
//
// MEMBER is the path of a construct (`veeam.VeeamM365Repository`); `use` also creates one.
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { pathToFileURL } = require('node:url');

const [list, name, way = 'require', member = ''] = process.argv.slice(2);
const from = createRequire(`${process.cwd()}/`);

async function main() {
  for (const file of JSON.parse(readFileSync(list, 'utf8'))) {
    require(file);
  }
  const { App, Stack } = way === 'use' ? from('aws-cdk-lib') : {};
  const stack = App && new Stack(new App(), 'Stack');
  const url = pathToFileURL(from.resolve(name));
  global.gc();
  const [heap, cpu] = [process.memoryUsage().heapUsed, process.cpuUsage()];
  const library = way === 'import' ? await import(url) : from(name);
  const found = member.split('.').reduce((all, key) => (key ? all[key] : all), library);
  if (stack) new found(stack, 'Product');
  const { system, user } = process.cpuUsage(cpu);
  global.gc();
  console.log(
    JSON.stringify({
      cpu: (system + user) / 1000,
      heap: (process.memoryUsage().heapUsed - heap) / 1024,
      files: Object.keys(require.cache).filter((file) => file !== __filename),
    }),
  );
}
main();
