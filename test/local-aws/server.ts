import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { requireSpace } from '../tools/disk-space';
import { ExplainedError } from '../tools/explained-error';
import { endGroup, lastLines, processExists, startServer } from '../tools/processes';
import { withoutAws } from './environment';

const START_SECONDS = 60;
const KEPT_RUNS = 5;
const MEGABYTES = 200; // for the logs and assemblies of the longest run, and some more

/** A running server, and how to reach it. */
export interface RunningServer {
  /** Its process group. */
  readonly group: number;
  readonly port: number;
  /** This run's folder. */
  readonly directory: string;
  readonly logFile: string;
  /** Trusts this run's certificate authority. */
  readonly agent: Agent;
}

/** Starts the server on a free port and waits until it answers. */
export async function startPythonServer(python: string, account: string, home: string, wanted = 0): Promise<RunningServer> {
  const directory = newRunDirectory(join(home, 'runs'));
  const logFile = join(directory, 'server.log');
  const port = await freePort(wanted);
  const args = ['-m', 'plugin.server', '--port', `${port}`, '--account', account, '--tls', directory];
  // The server writes a pid file and more to the temporary folder, under names that two runs would share.
  const env = { ...withoutAws(process.env), TMPDIR: directory, PYTHONDONTWRITEBYTECODE: '1', PYTHONUNBUFFERED: '1' };
  const server = startServer(python, args, { cwd: __dirname, env, logFile });
  try {
    return { group: server.pid as number, port, directory, logFile, agent: await untilHealthy(server, port, directory) };
  } catch (error) {
    if (server.pid) await endGroup(server.pid);
    const log = existsSync(logFile) ? lastLines(readFileSync(logFile, 'utf8'), 15) : '';
    throw new ExplainedError(`The local AWS did not start: ${(error as Error).message}\n${log}`);
  }
}

/** One request without a signature, outside the AWS services; returns the status. */
export function call(method: string, path: string, port: number, agent: Agent, body?: string): Promise<number> {
  return new Promise((done, failed) => {
    const asked = request({ host: '127.0.0.1', port, agent, method, path }, (answer) => {
      answer.resume().on('end', () => done(answer.statusCode ?? 0));
    });
    asked.on('error', failed).end(body);
  });
}

/** A folder for this run. The folders of earlier runs are kept for their logs, the last few of them. */
function newRunDirectory(runs: string): string {
  requireSpace(runs, MEGABYTES);
  const finished = readdirSync(runs)
    .filter((name) => !processExists(Number(name.split('-')[0])))
    .map((name) => join(runs, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const old of finished.slice(KEPT_RUNS)) rmSync(old, { recursive: true, force: true });
  return mkdtempSync(join(runs, `${process.pid}-`));
}

/** Any free port, or the one that is wanted. */
async function freePort(wanted: number): Promise<number> {
  const probe = createServer().listen(wanted, '127.0.0.1');
  await once(probe, 'listening').catch((error: Error) => {
    throw new ExplainedError(`The local AWS cannot have port ${wanted}: ${error.message}. End what listens there, or leave the port out.`);
  });
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}

/** Waits for the server; returns the agent that trusts its certificate, which is made while it starts. */
async function untilHealthy(server: ChildProcess, port: number, directory: string): Promise<Agent> {
  const deadline = Date.now() + START_SECONDS * 1000;
  while (Date.now() < deadline) {
    if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) throw new Error('it ended.');
    const agent = trustingAgent(join(directory, 'ca.pem'));
    if (agent && (await call('GET', '/_ministack/health', port, agent).catch(() => 0)) === 200) return agent;
    await sleep(50);
  }
  throw new Error(`no answer in ${START_SECONDS} s.`);
}

function trustingAgent(authority: string): Agent | undefined {
  try {
    return new Agent({ ca: readFileSync(authority), keepAlive: true });
  } catch {
    return undefined; // not yet written
  }
}
