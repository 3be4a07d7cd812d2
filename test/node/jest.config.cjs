// What runs differently on another version of Node.js.
const { jest: base } = require('../../package.json');

module.exports = {
  ...base,
  rootDir: '../..',
  collectCoverage: false,
  reporters: ['default'],
  testPathIgnorePatterns: [...base.testPathIgnorePatterns, ...require('../tools/judges.cjs')],
};
