import { readFileSync } from 'node:fs';
import { version } from '../model/version';
import { type Any, readObject, unreadable } from './files';
import type { Report } from './report';

const AGAIN = 'Write the file again with --json.';
const FOLDER = "Give the folder that 'cdk synth' has written: a template alone says nothing of the library.";

const todo = (what: string) => `allowed: a folder such as cdk.out, or what --json of version ${version()} has written. ${what}`;

/** What --json of this version has written: other versions look at other things. */
export function readReport(file: string): Report {
  const isJson = readFileSync(file, 'utf8').trimStart().startsWith('{');
  const { accesses, ...others } = readObject(file, todo(isJson ? AGAIN : FOLDER));
  if (!Array.isArray(accesses)) {
    const kind = 'Resources' in others ? ', but a template of CloudFormation' : " (no 'accesses')";
    throw unreadable(file, `is not what --json writes${kind}`, todo(FOLDER));
  }
  if (!accesses.every(isAccess)) {
    throw unreadable(file, 'is not what --json writes (a principal lacks a part)', todo(AGAIN));
  }
  return { accesses };
}

const LISTS = ['policies', 'statements', 'thief', 'buckets', 'keys', 'products', 'uses', 'words'];

const isAccess = (one: Any): boolean => LISTS.every((name) => Array.isArray(one?.[name])) && one.credentials?.secrets;
