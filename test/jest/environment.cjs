// Suites run in the realm of the worker, so that they share its packages (runtime.cjs), without the proxy that jest puts before all globals.
const { ModuleMocker } = require('jest-mock');

module.exports = class {
  constructor() {
    this.global = globalThis;
    this.moduleMocker = new ModuleMocker(globalThis);
    this.before = { console, env: { ...process.env }, exit: process.exit, exitCode: process.exitCode };
  }

  async setup() {}

  /** What jest or a suite has changed is as it was, for the next one. */
  async teardown() {
    const { console, env, ...ofProcess } = this.before;
    this.moduleMocker.restoreAllMocks();
    globalThis.console = console;
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
    Object.assign(process.env, env);
    Object.assign(process, ofProcess);
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return globalThis;
  }
};
