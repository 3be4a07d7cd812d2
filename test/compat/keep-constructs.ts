// Keeps the paths and logical ids of a new vendor, of which nothing is kept yet: what npm run compat:keep does once the API is built.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identitiesOf } from './constructs';

const [vendor] = process.argv.slice(2);
writeFileSync(join(__dirname, 'kept', `${vendor}.json`), `${JSON.stringify(identitiesOf(vendor), undefined, 1)}\n`);
