// Prints the files of a package that are loaded by it, by each of its submodules, and by all that a submodule exports: one JSON object a line.
//
//   node loads.cjs FOLDER require|import [SUBMODULE ...]
const { join, relative } = require('node:path');
const { pathToFileURL } = require('node:url');

const [folder, way, ...submodules] = process.argv.slice(2);
const load = way === 'import' ? () => import(pathToFileURL(join(folder, 'lib', 'index.js'))) : async () => require(folder);
const print = (what) => {
  const own = Object.keys(require.cache).map((file) => relative(folder, file));
  console.log(JSON.stringify({ what, files: own.filter((file) => file.startsWith('lib')) }));
  for (const file of Object.keys(require.cache)) if (file.startsWith(folder)) delete require.cache[file];
};
async function main() {
  await load();
  print('');
  for (const name of way === 'import' ? [] : submodules) {
    const submodule = (await load())[name];
    print(name);
    Object.values({ ...submodule, ...(await load())[name] });
    print(`${name}.*`);
  }
}
main();
