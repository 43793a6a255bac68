// SPDX-License-Identifier: Apache-2.0
import { AUDIT_RULES } from '@mpk/bom';
import { HONEST } from './honest-folders.js';
import { folder, idsIn } from './shown.js';

const BYTES: ReadonlySet<string> = new Set(AUDIT_RULES.filter(({ theme }) => theme === 'bytes').map(({ id }) => id));

describe('a folder whose files agree', () => {
  it.each(Object.entries(HONEST))('of %s gives no finding about its bytes', (_, files) => {
    expect(idsIn(folder(files)).filter((id) => BYTES.has(id))).toEqual([]);
  });
});
