// SPDX-License-Identifier: Apache-2.0
import { findReferenceFaults } from '@mpk/bom/documents';

describe('references of a BOM', () => {
  it('are told where they lead nowhere, wherever they stand', () => {
    const bom = {
      metadata: {
        component: { 'bom-ref': 'model', modelCard: { modelParameters: { datasets: [{ ref: 'nowhere' }] } } },
      },
      dependencies: [{ ref: 'model', dependsOn: ['gone'] }],
      compositions: [{ aggregate: 'complete', assemblies: ['model', 'lost'] }],
      citations: [{ pointers: ['/x'], attributedTo: 'nobody' }],
    };
    expect(findReferenceFaults(bom)).toEqual({ duplicates: [], dangling: ['gone', 'lost', 'nobody', 'nowhere'] });
  });

  it('are told where two things have the same, also within pedigrees', () => {
    const bom = { components: [{ 'bom-ref': 'a', pedigree: { ancestors: [{ 'bom-ref': 'a' }] } }] };
    expect(findReferenceFaults(bom)).toEqual({ duplicates: ['a'], dangling: [] });
  });

  it('may lead into other documents', () => {
    const ref = 'urn:cdx:f08a6ccd-4dce-4759-bd84-c626675d60a7/1#comp';
    expect(findReferenceFaults({ dependencies: [{ ref }] }).dangling).toEqual([]);
  });

  it('are read from hostile JSON: null, no object, and depth without end', () => {
    expect(findReferenceFaults(JSON.parse('{"ref":null,"a":[null,1,"x"]}')).dangling).toEqual([]);
    expect(findReferenceFaults('text').dangling).toEqual([]);
    let deep: any = { ref: 'deep' };
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(findReferenceFaults(deep).dangling).toEqual(['deep']);
  });
});
