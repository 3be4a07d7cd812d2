// Loads packages and the modules of src once a worker, those of the tests once a suite: aws-cdk-lib takes longer to load than most suites to run,
// and what V8 learns about a module, it forgets with the module.
const { setFlagsFromString } = require('node:v8');
const { compileFunction } = require('node:vm');
const { default: Runtime } = require('jest-runtime');

const PACKAGE = /[/\\]node_modules[/\\]/;
const OWN = /[/\\]src[/\\].*\.ts$/;
const LOADED = new Map();
const SOURCE_MAPS = new Map();

// V8 is to optimize later (bytes of bytecode): a fifth of the time went into optimizing what hardly ran again. Later versions have no such flag.
if (process.version.startsWith('v20.')) setFlagsFromString('--interrupt-budget=1000000');

module.exports = class extends Runtime {
  constructor(...given) {
    super(...given);
    const { executor } = this;
    executor.compile = (source, filename) => compileFunction(source, executor.injectedModuleParameters, { filename });
    for (const one of SOURCE_MAPS) this.getSourceMaps().set(...one); // for the lines of errors
    const [{ collectCoverage }, , { watch, watchAll }] = given.slice(5);
    this.shares = !(collectCoverage || watch || watchAll); // coverage is counted by suite; a watch reads files that have changed
  }

  requireModule(from, name, options, isActual) {
    const file = name && !options?.isInternalModule && this.fileOf(from, name);
    if (file && PACKAGE.test(file)) return require(file);
    const load = () => super.requireModule(from, name, options, isActual);
    return file && this.shares && OWN.test(file) ? this.loadedOnce(file, load) : load();
  }

  fileOf(from, name) {
    if (this._resolution.isCoreModule(name)) return undefined;
    return this._resolution.resolveCjsStub(from, name) ?? this._resolution.resolveCjs(from, name);
  }

  loadedOnce(file, load) {
    if (!LOADED.has(file)) {
      LOADED.set(file, load());
      SOURCE_MAPS.set(file, this.getSourceMaps().get(file));
    }
    return LOADED.get(file);
  }
};
