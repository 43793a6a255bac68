// SPDX-License-Identifier: Apache-2.0
import { diffBoms, mergeBoms, parseBom, type BomDocument } from '@mpk/bom/assess';

/** A BOM whose XML has something that is not read. */
const bomOf = (inner: string): BomDocument =>
  parseBom(
    Buffer.from(
      `<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components><component type="file"><name>x</name>${inner}</component></components></bom>`,
    ),
  );
const EVIDENCE = '<evidence><copyright><text>me</text></copyright></evidence>';

describe('elements of XML that are not read', () => {
  it('are told of the document, and passed over', () => {
    const { form, unread, passedOver } = bomOf(EVIDENCE);
    expect({ form, unread }).toEqual({
      form: 'xml',
      unread: {
        listed: [{ pointer: '/components/0/evidence', reason: 'the element evidence is not read' }],
        total: 1,
      },
    });
    expect(passedOver).toEqual(unread);
    expect(bomOf('').unread.total).toBe(0);
  });

  it('are what a merge dropped', () => {
    expect(mergeBoms([bomOf(''), bomOf(EVIDENCE)])).toMatchObject({
      dropped: [{ document: 1, pointer: '/components/0/evidence', reason: 'the element evidence is not read' }],
      droppedTotal: 1,
    });
  });

  it('are counted by a difference, which does not see them', () => {
    expect(diffBoms(bomOf(EVIDENCE), bomOf(''))).toMatchObject({ isEqual: true, unread: 1 });
    expect(diffBoms(bomOf(''), bomOf(''))).toMatchObject({ isEqual: true, unread: 0 });
  });
});
