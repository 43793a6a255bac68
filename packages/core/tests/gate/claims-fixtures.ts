// SPDX-License-Identifier: Apache-2.0
import { judge, loadCel, type Claim, type Evidence } from '@mpk/core';
import { NOW, evidenceOf, file, finderOf, policyOf } from './fixtures.js';

export const claim = (name: string, value: Claim['value'], more: Partial<Claim> = {}): Claim => ({
  subject: 'model',
  name,
  value,
  source: { file: 'README.md', pointer: `/${name}` },
  method: 'declared',
  ...more,
});
export const evidenceWith = (claims?: readonly Claim[]): Evidence => ({
  ...evidenceOf([file('a.safetensors')]),
  ...(claims !== undefined && { claims }),
});

export async function lineOf(spec: object, claims?: readonly Claim[]) {
  const cel = await loadCel();
  const result = judge({
    evidence: evidenceWith(claims),
    policy: policyOf(spec),
    statements: finderOf([]),
    cel,
    now: NOW,
  });
  return { ...result.requirements[0], verdict: result.verdict };
}

/** What a card states, and what the kit adds to it. */
export const stated = (id: string, spdx?: string): readonly Claim[] => {
  const one = claim('license', id);
  return spdx === undefined ? [one] : [one, { ...one, name: 'license.id', value: spdx, method: 'inferred' }];
};
