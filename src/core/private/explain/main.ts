#!/usr/bin/env node
import { run } from './command';

const { code, text } = run(process.argv.slice(2));
(code === 2 ? process.stderr : process.stdout).write(text);
process.exitCode = code;
