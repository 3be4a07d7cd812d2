import { NAMES } from './found';
import { faults, filesOf, stepsOf } from './proofs';

describe.each(NAMES)('%s', (vendor) => {
  const files = filesOf(vendor);

  test('has every proof that a vendor has to have, and nothing that nobody uses', () => {
    expect(faults(vendor, files)).toEqual([]);
  });

  test('has no step left to be done', () => {
    expect(stepsOf(vendor, files)).toEqual([]);
  });

  test.each(files)('would miss %s', (file) => {
    const found = faults(
      vendor,
      files.filter((one) => one !== file),
    );
    expect(found.filter((fault) => fault.startsWith(`${file} is missing: `))).toHaveLength(1);
  });
});
