// SPDX-License-Identifier: Apache-2.0
import { findException } from '../../src/index.js';
import { DIGEST, policyOf } from './example.js';
import type { ParsedPolicy, PolicyException } from '../../src/index.js';

const OTHER = `sha256:${'c'.repeat(64)}`;
const day = (text: string): Date => new Date(`${text}T12:00:00Z`);

const policy = (...exceptions: readonly string[]): Promise<ParsedPolicy> =>
  policyOf(
    'rules: [{id: formats, cel: "true", message: m}]',
    'exceptions:',
    ...exceptions.map((fields) => `  - {reason: r, ${fields}}`),
  );
const formats = `requirement: formats, match: {digest: "${DIGEST}"}`;

describe('findException', () => {
  it('finds an exception on its last day and calls it expired the next', async () => {
    const found = await policy(`id: a, ${formats}, expires: 2026-06-30`);
    expect(findException(found, 'formats', DIGEST, new Date('2026-06-30T23:59:59Z'))?.state).toBe('active');
    expect(findException(found, 'formats', DIGEST, new Date('2026-07-01T00:00:00Z'))?.state).toBe('expired');
  });

  it('holds for one model only', async () => {
    const found = await policy(`id: a, ${formats}, expires: 2026-06-30`);
    expect(findException(found, 'formats', OTHER, day('2026-06-01'))).toBeUndefined();
  });

  it('tells a rule from a requirement of the same name', async () => {
    const found = await policy(`id: a, rule: formats, match: {digest: "${DIGEST}"}, expires: 2026-06-30`);
    expect(findException(found, 'formats', DIGEST, day('2026-06-01'))).toBeUndefined();
    expect(findException(found, 'rule:formats', DIGEST, day('2026-06-01'))?.exception.id).toBe('a');
  });

  it('prefers one that counts to one that is over', async () => {
    const found = await policy(`id: old, ${formats}, expires: 2026-01-01`, `id: new, ${formats}, expires: 2026-12-31`);
    expect(findException(found, 'formats', DIGEST, day('2026-06-01'))).toMatchObject({
      state: 'active',
      exception: { id: 'new' },
    });
    expect(findException(found, 'formats', DIGEST, day('2027-06-01'))?.exception.id).toBe('old');
  });

  it.each(['signature', 'identity'])(
    'never finds one for %s, even in a document that no parser saw',
    async (requirement) => {
      const { document } = await policyOf();
      const exception: PolicyException = {
        id: 'x',
        requirement,
        match: { digest: DIGEST },
        reason: 'r',
        expires: '2026-12-31',
      };
      const forged: ParsedPolicy = {
        document: { ...document, spec: { exceptions: [exception] } },
        notEnforced: [],
      };
      expect(findException(forged, requirement, DIGEST, day('2026-06-01'))).toBeUndefined();
    },
  );
});
