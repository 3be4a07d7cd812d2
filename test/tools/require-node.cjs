// Runs before the tools of this project, which older versions of Node.js cannot even load: they would end in a stack trace.
const { engines } = require('../../package.json');

const oldest = engines.node.replace(/[^\d.]/g, '');
if (process.versions.node.localeCompare(oldest, 'en', { numeric: true }) < 0) {
  console.error(`Node.js ${oldest} or newer is needed; this is ${process.version}`);
  process.exitCode = 1;
}
