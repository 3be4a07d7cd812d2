// Loads packages once a worker, and the modules of this project once a suite: aws-cdk-lib takes longer to load than most suites to run.
const { compileFunction } = require('node:vm');
const { default: Runtime } = require('jest-runtime');

const PACKAGE = /[/\\]node_modules[/\\]/;

module.exports = class extends Runtime {
  constructor(...given) {
    super(...given);
    const { executor } = this;
    executor.compile = (source, filename) => compileFunction(source, executor.injectedModuleParameters, { filename });
  }

  requireModule(from, name, options, isActual) {
    const file = name && !options?.isInternalModule && this.fileOfPackage(from, name);
    return file ? require(file) : super.requireModule(from, name, options, isActual);
  }

  fileOfPackage(from, name) {
    if (this._resolution.isCoreModule(name)) return undefined;
    const file = this._resolution.resolveCjsStub(from, name) ?? this._resolution.resolveCjs(from, name);
    return PACKAGE.test(file) ? file : undefined;
  }
};
