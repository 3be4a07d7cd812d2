// Ends with 0 if something that the package is made of is newer than what was compiled of it, for npm run package by itself.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const COMPILED = '.jsii.tabl.json'; // what is made last
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).map((file) => join('src', file));
const changed = (file: string) => statSync(file).mtimeMs;

const stale = !existsSync(COMPILED) || [...sources, 'package.json', 'README.md'].some((file) => changed(file) > changed(COMPILED));
process.exitCode = stale ? 0 : 1;
