// A process of its own for each measurement: synthesizes an app with COUNT products and prints the CPU milliseconds of the whole process.
//
//   node app.cjs LIBRARY CDK WHAT COUNT [--resources]
//
// LIBRARY and CDK are folders: of the compiled library, and with node_modules of aws-cdk-lib. WHAT is `ours`, `by-hand`, `unchecked` (ours
// without the checks of the final app) or `rendered` (without them, but with each resource rendered once more). --resources prints these.
const Module = require('node:module');
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const [library, folder, what, count, prints] = process.argv.slice(2);
const resolve = Module._resolveFilename;
const place = { id: folder, filename: join(folder, 'any.cjs'), paths: [join(folder, 'node_modules')] };
Module._resolveFilename = (request, parent, ...rest) =>
  resolve(request, /^(aws-cdk-lib|constructs)(\/|$)/.test(request) ? place : parent, ...rest);

const cdk = require('aws-cdk-lib');
const PRODUCTS = [
  ['cloudberry', 'backup-default', ({ cloudberry }, scope, id) => new cloudberry.CloudBerryBackupUser(scope, id)],
  ['veeam', 'immutable', ({ veeam }, scope, id) => new veeam.VeeamM365Repository(scope, id, { immutability: true })],
  ['logzio', 'default', ({ logzio }, scope, id) => new logzio.LogzioArchiveBucket(scope, id)],
];

function makers() {
  if (what === 'by-hand') return PRODUCTS.map(([vendor, name]) => require('./by-hand.cjs')(cdk, vendor, name));
  if (what !== 'ours') {
    const synth = require(join(library, 'lib/core/private/synth/at-synth.js'));
    const { FinalApp } = require(join(library, 'lib/core/private/synth/final-app.js'));
    synth.checkAtSynth = (scope) => {
      if (what === 'rendered' && FinalApp.startAnew(scope) === scope.node.root && !scope.node.root.isRendered) {
        scope.node.root.isRendered = true;
        scope.node.root.node.addValidation({ validate: () => FinalApp.of(scope).resources.flatMap(() => []) });
      }
    };
  }
  return PRODUCTS.map(
    ([, , make]) =>
      (scope, id) =>
        make(require(library), scope, id),
  );
}

const outdir = mkdtempSync(join(tmpdir(), 'cdk-bench-'));
const app = new cdk.App({ outdir, analyticsReporting: false });
const make = makers();
let stack;
for (let i = 0; i < Number(count); i++) {
  stack = i % 40 === 0 ? new cdk.Stack(app, `Stack${i / 40}`) : stack;
  make[i % make.length](stack, `Product${i}`);
}
const { stacks } = app.synth();
if (prints) {
  const all = stacks.flatMap(({ template }) => Object.values(template.Resources));
  console.log(JSON.stringify(all.map(({ Metadata, ...resource }) => resource)));
} else {
  const { system, user } = process.cpuUsage();
  console.log((system + user) / 1000);
}
rmSync(outdir, { recursive: true });
