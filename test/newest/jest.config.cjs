// The same, with the newest versions in the place of those that the project is built with.
const ofNode = require('../node/jest.config.cjs');

module.exports = {
  ...ofNode,
  moduleNameMapper: {
    ...ofNode.moduleNameMapper,
    '^(aws-cdk-lib|constructs|cdk-nag)(/.*)?$': '<rootDir>/test/newest/node_modules/$1$2',
  },
};
