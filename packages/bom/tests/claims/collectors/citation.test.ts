// SPDX-License-Identifier: Apache-2.0
import { claimsIn, shownClaims } from '../../model.js';

const CITATION = 'cff-version: 1.2.0\ntitle: A paper\nlicense: GPL-3.0-only\nauthors:\n- family-names: X\n';

describe('CITATION.cff', () => {
  it('tells the licence, and nothing that may be of a paper', () => {
    expect(shownClaims({ 'CITATION.cff': CITATION }, 'license')).toEqual([
      'GPL-3.0-only <declared CITATION.cff#/license>',
    ]);
    expect(claimsIn({ 'CITATION.cff': CITATION }).claims).toHaveLength(1);
  });

  it('may name several', () => {
    expect(shownClaims({ 'CITATION.cff': 'license: [MIT, Apache-2.0]\n' }, 'license')).toHaveLength(2);
  });

  it('tells what stands behind a merge key', () => {
    expect(shownClaims({ 'citation.cff': 'a: &a {license: MIT}\n<<: *a\n' }, 'license')).toHaveLength(1);
  });

  it('of a part is passed over, and one that is no YAML is remarked', () => {
    expect(claimsIn({ 'lib/CITATION.cff': CITATION })).toEqual({ claims: [], remarks: [] });
    expect(claimsIn({ 'CITATION.cff': 'a: b: c' }).remarks).toMatchObject([{ kind: 'malformed' }]);
  });
});
