// The same tests, with the newest versions in the place of those that the project is built with.
const { jest: base } = require('../../package.json');

module.exports = {
  ...base,
  rootDir: '../..',
  collectCoverage: false,
  reporters: ['default'],
  testPathIgnorePatterns: [...base.testPathIgnorePatterns, ...require('../tools/judges.cjs')],
  moduleNameMapper: {
    ...base.moduleNameMapper,
    '^(aws-cdk-lib|constructs|cdk-nag)(/.*)?$': '<rootDir>/test/newest/node_modules/$1$2',
  },
};
