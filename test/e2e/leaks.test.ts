import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findLeaks } from './leaks';

const SECRET = 'abcdefghij/klmnopqrst+uvwxyz0123456789AB';

describe('the search for the secret', () => {
  test.each([
    ['itself', SECRET],
    ['URL-encoded', encodeURIComponent(SECRET)],
    ['in base64', Buffer.from(SECRET).toString('base64')],
  ])('finds it %s, in a text', (_, text) => {
    expect(findLeaks(SECRET, { events: `…${text}…`, template: 'nothing' }, [])).toEqual({ searched: 2, hits: ['events'] });
  });

  test('finds it in a file below a folder', () => {
    const folder = mkdtempSync(join(tmpdir(), 'leaks-'));
    writeFileSync(join(folder, 'cdk.log'), `SecretString: ${SECRET}`);
    expect(findLeaks(SECRET, {}, [folder]).hits).toEqual([join(folder, 'cdk.log')]);
    rmSync(folder, { recursive: true });
  });

  test('finds nothing where there is nothing, and refuses to look for nothing', () => {
    expect(findLeaks(SECRET, { events: 'nothing' }, []).hits).toEqual([]);
    expect(() => findLeaks('', { events: 'nothing' }, [])).toThrow('does not find a planted one');
  });
});
