import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PolicyDocument } from './matrix/types';

const read = new Map<string, PolicyDocument>();

/** A policy of a vendor's page, as it was transcribed. The same object each time. */
export function documentedPolicy(vendor: string, file: string): PolicyDocument {
  const path = join(__dirname, vendor, 'documented', file);
  const policy = read.get(path) ?? JSON.parse(readFileSync(path, 'utf8'));
  read.set(path, policy);
  return policy;
}
