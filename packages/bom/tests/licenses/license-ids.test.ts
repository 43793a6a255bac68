// SPDX-License-Identifier: Apache-2.0
import { LICENSE_IDS, licenseFacts } from '@mpk/bom';

describe('the ids of licences', () => {
  it.each([
    ['apache-2.0', { spdx: 'Apache-2.0', traits: [], isAssumed: false }],
    ['Apache-2.0', { id: 'apache-2.0' }],
    ['gpl-3.0', { spdx: 'GPL-3.0-only', isAssumed: true, traits: ['copyleft'] }],
    ['GPL-3.0-or-later', { id: 'gpl-3.0' }],
    ['llama3.2', { ref: 'LicenseRef-scancode-llama-3.2-license-2024' }],
    ['LicenseRef-scancode-llama-3.2-license-2024', { id: 'llama3.2' }],
    ['bsl-1.0', { spdx: 'BSL-1.0' }],
    ['openrail', { isFamily: true }],
    ['other', { traits: ['undetermined'] }],
    ['deepseek', { isHub: false }],
    ['MIT License', { spdx: 'MIT' }],
    ['The MIT licence', { spdx: 'MIT' }],
    ['Apache License, Version 2.0', { spdx: 'Apache-2.0' }],
    ['CreativeML Open RAIL++-M License', { id: 'openrail++' }],
    ['Llama 3.1 Community License', { id: 'llama3.1' }],
    ['BSD license', { isFamily: true }],
  ])('know %s', (id, facts) => {
    expect(licenseFacts(id)).toMatchObject(facts);
  });

  it.each([
    '',
    'license',
    'Apache License',
    'Acme License',
    'mit or apache-2.0',
    '__proto__',
    'constructor',
    'x'.repeat(100_000),
  ])('know nothing of %j', (id) => {
    expect(licenseFacts(id)).toBeUndefined();
  });

  it('have ids of SPDX or references that an expression may have', () => {
    for (const { spdx, ref } of LICENSE_IDS) {
      expect(spdx !== undefined && ref !== undefined).toBe(false);
      for (const one of [spdx, ref]) if (one !== undefined) expect(one).toMatch(/^[A-Za-z0-9][A-Za-z0-9.-]*$/);
      if (ref !== undefined) expect(ref).toMatch(/^LicenseRef-/);
    }
  });

  it('are those of the Hub, and some that it has no id for', () => {
    expect(LICENSE_IDS.filter(({ isHub }) => isHub)).toHaveLength(83);
    expect(new Set(LICENSE_IDS.map(({ id }) => id)).size).toBe(LICENSE_IDS.length);
    for (const { id, isFamily, spdx, ref, traits } of LICENSE_IDS) {
      const isSomething = isFamily || traits.includes('undetermined') || spdx !== undefined || ref !== undefined;
      expect([id, isSomething]).toEqual([id, true]);
    }
  });
});
