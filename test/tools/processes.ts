import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync, readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a finished command left behind. */
export interface Outcome {
  /** The exit code; -1 when it was ended by a signal, also after its time ran out. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly timeoutSeconds?: number;
  /** Kills the command, and all that it has started, at once. */
  readonly signal?: AbortSignal;
  /** Called with every line of both outputs, as it comes. */
  readonly onLine?: (line: string) => void;
}

/** Every child leads a process group of its own, so that it can be ended with all that it started. */
const groups = new Set<number>();

const GRACE_MILLISECONDS = 3000;

/** Runs a command to its end. When its time is up, its whole process group is ended and `stderr` says so. */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const child = spawn(command, args, { cwd: options.cwd, env: options.env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const stdout = collect(child.stdout, options.onLine);
  const stderr = collect(child.stderr, options.onLine);
  const group = track(child);
  const timer = options.timeoutSeconds
    ? setTimeout(() => {
        stderr.push(`\nEnded after ${options.timeoutSeconds} s: ${command} ${args.join(' ')}\n`);
        if (group !== undefined) void endGroup(group);
      }, options.timeoutSeconds * 1000)
    : undefined;
  options.signal?.addEventListener('abort', () => group !== undefined && signalGroup(group, 'SIGKILL'), { once: true });
  try {
    const code = await new Promise<number>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (exitCode) => resolve(exitCode ?? -1));
    });
    return { code, stdout: stdout.join(''), stderr: stderr.join('') };
  } finally {
    clearTimeout(timer);
    if (group !== undefined) await endGroup(group);
  }
}

/**
 * Starts a server whose outputs go to a file. Its standard input stays open as long as this process lives, and it does not keep this
 * process alive.
 */
export function startServer(command: string, args: readonly string[], options: RunOptions & { logFile: string }): ChildProcess {
  const log = openSync(options.logFile, 'w');
  const child = spawn(command, args, { cwd: options.cwd, env: options.env, detached: true, stdio: ['pipe', log, log] });
  closeSync(log);
  child.on('error', () => undefined); // seen as a missing pid
  child.stdin?.on('error', () => undefined); // nothing is ever written
  (child.stdin as Socket | null)?.unref();
  child.unref();
  track(child);
  return child;
}

/** Ends a process group: first politely, then by force. Returns when nothing of it is left. */
export async function endGroup(group: number): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    signalGroup(group, signal);
    for (let waited = 0; waited < GRACE_MILLISECONDS && groupExists(group); waited += 25) await sleep(25);
  }
  groups.delete(group);
  if (groups.size === 0) unwatch();
}

/** True while a process of the group runs. One that has ended and that nobody has collected yet does not count. */
export function groupExists(group: number): boolean {
  if (!signalGroup(group, 0)) return false;
  if (!existsSync('/proc/self/stat')) return true; // not Linux
  return readdirSync('/proc').some((pid) => /^\d+$/.test(pid) && runsInGroup(pid, group));
}

function runsInGroup(pid: string, group: number): boolean {
  try {
    // "PID (NAME) STATE PARENT GROUP ...": the name can contain anything.
    const [state, , processGroup] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').slice(-1)[0].split(' ');
    return Number(processGroup) === group && state !== 'Z';
  } catch {
    return false; // ended meanwhile
  }
}

function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-group, signal);
    return true;
  } catch {
    return false;
  }
}

function collect(stream: NodeJS.ReadableStream, onLine?: (line: string) => void): string[] {
  const chunks: string[] = [];
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    chunks.push(chunk);
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine?.(line);
  });
  return chunks;
}

function track(child: ChildProcess): number | undefined {
  if (child.pid === undefined) return undefined;
  if (groups.size === 0) watch();
  groups.add(child.pid);
  return child.pid;
}

/** Nothing may be left running, however this process ends. (After SIGKILL, the server ends by itself: its standard input closes.) */
function watch(): void {
  process.on('exit', killAll);
  for (const signal of SIGNALS) process.on(signal, onSignal);
}

function unwatch(): void {
  process.off('exit', killAll);
  for (const signal of SIGNALS) process.off(signal, onSignal);
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function killAll(): void {
  for (const group of groups) signalGroup(group, 'SIGKILL');
}

function onSignal(signal: NodeJS.Signals): void {
  killAll();
  unwatch();
  process.kill(process.pid, signal); // what the signal does by default, or what others listen for
}

export function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

export function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
