// Suites that judge templates, data or documents, whatever made them. On other versions of Node.js and of the CDK, `test/templates.test.ts`
// shows that the templates are the same, so that these need not run again.
module.exports = [
  '<rootDir>/test/(requests|permission-sets|cases|proofs|architecture|docs|package)\\.test\\.ts$',
  '<rootDir>/test/(matrix|reach|tools|core/policy)/',
];
