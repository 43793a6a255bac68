// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@mpk/core';
import { readSpdx } from '@mpk/bom/assess';

const root = (type: string, spdxId: string, ...rootElement: readonly string[]): JsonObject => ({
  type,
  spdxId,
  rootElement: [...rootElement],
});
const model = (spdxId: string): JsonObject => ({ type: 'ai_AIPackage', spdxId, name: spdxId });
const subjectOf = (...graph: readonly JsonObject[]): string | undefined =>
  readSpdx({ '@graph': [...graph] }).subject?.pointer;

describe('what an SPDX document is about', () => {
  it('is what its roots lead to', () => {
    const sbom = root('software_Sbom', 'b', 'one');
    expect(subjectOf(root('SpdxDocument', 'd', 'b'), sbom, model('other'), model('one'))).toBe('/@graph/3');
    expect(subjectOf(root('SpdxDocument', 'd', 'one', 'other'), model('other'), model('one'))).toBeUndefined();
  });

  it('is one thing where that is named a great many times', () => {
    const often = (id: string): readonly string[] => new Array<string>(20_000).fill(id);
    const sbom = root('software_Sbom', 'b', ...often('b'), 'one', 'one');
    expect(subjectOf(root('SpdxDocument', 'd', ...often('b')), sbom, model('other'), model('one'))).toBe('/@graph/3');
  });
});
