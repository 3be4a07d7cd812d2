// npm run score: what the analyzer of Construct Hub says of the package as it would be published, on its first day.
//
// The analyzer asks npm and GitHub. It is answered from this folder, and with what a package has on its first day: no stars, downloads or issues,
// one release. Its command does not start (0.0.5 lacks a file), its library does.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nextRelease } from '../../projenrc/changelog';
import { HOME } from '../local-aws/python';
import { endWith } from '../tools/command';
import { nodeEnvironment } from '../tools/node-environment';
import { table } from '../tools/report';

const ROOT = join(__dirname, '..', '..');
/** Points on the first day, of 100: less is red. */
const LEAST = 46;
/** What only time or users bring; the rest is ours. */
const LATER = ['githubStars', 'numberOfFeatsAndFixes', 'releaseFrequency', 'stableVersioning', 'timeToFirstResponse', 'weeklyDownloads'];

interface Report {
  readonly totalScore: number;
  /** 1 to 5, by pillar and signal. */
  readonly signalScores: Record<string, Record<string, number>>;
  readonly signalWeights: Record<string, Record<string, number>>;
}

const text = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** As npm shows it once it is published by the release workflow, which attests where it was built. */
function onNpm(): object {
  const { version, name, repository, ...rest } = { ...JSON.parse(text('package.json')), version: nextRelease().version };
  const published = { ...rest, name, version, dist: { attestations: { url: 'https://registry.npmjs.org/-/npm/v1/attestations' } } };
  return { name, repository, 'dist-tags': { latest: version }, versions: { [version]: published }, maintainers: [] };
}

function onGitHub(): object {
  const { notes, version } = nextRelease();
  const entries = readdirSync(ROOT, { withFileTypes: true }).map((one) => ({ name: one.name, type: one.isDirectory() ? 'tree' : 'blob' }));
  return {
    stargazerCount: 0,
    rootContents: { entries },
    readme: { text: text('README.md') },
    issues: { nodes: [] },
    openIssues: { totalCount: 0 },
    allIssues: { totalCount: 0 },
    releases: { nodes: [{ publishedAt: new Date().toISOString(), tagName: `v${version}`, description: notes }] },
  };
}

/** The answers that it would get. */
function answer(url: string): object {
  if (url === 'https://api.github.com/graphql') return { data: { repository: onGitHub() } };
  if (url === 'https://registry.npmjs.org/cdk-vendor-access') return onNpm();
  if (url.startsWith('https://api.npmjs.org/downloads/')) return { downloads: 0 };
  throw new Error(`no answer to ${url}`);
}

async function main(): Promise<boolean> {
  const library = await nodeEnvironment(__dirname, join(HOME, 'score'), '@cdklabs/cdk-construct-analyzer');
  globalThis.fetch = async (url) => new Response(JSON.stringify(answer(String(url))));
  const { ConstructAnalyzer } = require(join(library, 'lib', 'library', 'analyzer.js'));
  const { signalScores, signalWeights, totalScore }: Report = await new ConstructAnalyzer().analyzePackage('cdk-vendor-access');
  const rows = Object.entries(signalWeights).flatMap(([pillar, weights]) =>
    Object.entries(weights)
      .filter(([, weight]) => weight > 0)
      .map(([signal, weight]) => [signal, ((signalScores[pillar][signal] - 1) * weight) / 4, weight] as const),
  );
  console.log(
    table(
      ['signal', 'points', 'of', 'won by'],
      rows.map(([signal, points, weight]) => [signal, `${points}`, `${weight}`, wonBy(signal, points, weight)]),
    ),
  );
  console.log(`\n${totalScore} of 100 on the first day; at least ${LEAST}`);
  return totalScore >= LEAST;
}

const wonBy = (signal: string, points: number, weight: number): string =>
  points === weight ? '' : LATER.includes(signal) ? 'time and users' : 'us';

endWith(main());
