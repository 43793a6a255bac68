// SPDX-License-Identifier: Apache-2.0
import { ELEMENTS, PROFILE_IDS, PROFILES, showRemedy } from '@mpk/bom/assess';

describe('the profiles', () => {
  it.each([
    ['g7-2026', 50],
    ['cisa-2025', 11],
    ['eu-annex-xi', 21],
    ['owasp', 25],
    ['spdx-ai', 29],
  ] as const)('%s asks %i things, each once and by a name of its own', (id, count) => {
    const { requirements } = PROFILES[id];
    expect(requirements).toHaveLength(count);
    expect(new Set(requirements.map(({ reference }) => reference)).size).toBe(count);
    for (const { element } of requirements) expect(Object.keys(ELEMENTS)).toContain(element);
  });

  it('say whose they are, what they are worth, and where they were taken from', () => {
    for (const id of PROFILE_IDS) {
      const { title, issuer, status, source } = PROFILES[id];
      for (const text of [title, issuer, status, source]) expect(text).not.toBe('');
    }
  });

  it('ask for every element, and each says how to close its gap', () => {
    const asked = new Set(PROFILE_IDS.flatMap((id) => PROFILES[id].requirements.map(({ element }) => element)));
    for (const [id, { close, label, home }] of Object.entries(ELEMENTS)) {
      expect(close.map(showRemedy).every((text) => text !== '') && close.length > 0).toBe(true);
      expect([label, home]).not.toContain('');
      expect([...asked]).toContain(id);
    }
  });
});
