import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { HOME } from '../local-aws/python';
import { MissingTool } from '../tools/explained-error';
import { nodeEnvironment } from '../tools/node-environment';

// What is used of playwright-core and axe-core. They are installed for this command only, so the compiler does not know their types.

export interface Tab {
  goto(url: string): Promise<unknown>;
  evaluate<T>(run: string): Promise<T>;
  setViewportSize(size: { readonly width: number; readonly height: number }): Promise<void>;
  emulateMedia(media: { readonly colorScheme?: 'light' | 'dark'; readonly media?: 'screen' | 'print' }): Promise<void>;
  screenshot(options: { readonly path: string; readonly fullPage?: boolean }): Promise<unknown>;
  on(event: 'console' | 'pageerror' | 'request', listener: (event: Emitted) => void): void;
  readonly keyboard: { press(key: string): Promise<void>; type(text: string): Promise<void> };
  close(): Promise<void>;
}

/** A message of the console, an error or a request. */
export interface Emitted {
  readonly message?: string;
  type?(): string;
  text?(): string;
  url?(): string;
}

export interface Browser {
  newPage(options?: { readonly javaScriptEnabled?: boolean }): Promise<Tab>;
  close(): Promise<void>;
}

export interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[];
}

const NAMES = [process.env.CHROMIUM, 'chromium', 'chromium-browser', 'google-chrome'].filter((name) => name !== undefined);

/** The browser of the machine: none is downloaded. */
function program(): string {
  for (const name of NAMES) {
    try {
      return execFileSync('sh', ['-c', 'command -v "$0"', name], { encoding: 'utf8' }).trim();
    } catch {} // the next one
  }
  throw new MissingTool('Chromium is needed to test the site: install it (apt-get install chromium), or set CHROMIUM=/path/to/chromium');
}

export interface Tools {
  readonly browser: Browser;
  /** The source of axe-core. */
  readonly axe: string;
  /** What html-validate says of a page, by its text. */
  validate(markup: string): Promise<string[]>;
}

export async function startTools(): Promise<Tools> {
  const executablePath = program();
  const load = createRequire(join(await nodeEnvironment(__dirname, join(HOME, 'site'), 'playwright-core'), 'package.json'));
  const { HtmlValidate } = load('html-validate');
  const validator = new HtmlValidate({ extends: ['html-validate:standard'], rules: RULES });
  const args = ['--no-sandbox', '--disable-dev-shm-usage']; // containers have neither
  return {
    browser: await load('playwright-core').chromium.launch({ executablePath, args }),
    axe: load('axe-core').source,
    validate: async (markup) => {
      const { results } = await validator.validateString(markup);
      const all = results.flatMap(({ messages }: { messages: Message[] }) => messages);
      return all.map(({ line, message, ruleId }: Message) => `line ${line}: ${message} (${ruleId})`);
    },
  };
}

interface Message {
  readonly line: number;
  readonly message: string;
  readonly ruleId: string;
}

/** Matters of style, not of right and wrong. */
const RULES = { 'doctype-style': 'off', 'long-title': 'off', 'no-trailing-whitespace': 'off', 'no-inline-style': 'error' };
