// SPDX-License-Identifier: Apache-2.0
import { MAX_CLAIMS, VOCABULARY } from '@mpk/bom';
import { createDocument } from '@mpk/bom/documents';
import { claim, SILENT } from './claim-sets.js';

const timestamp = new Date(0);
const cpuMs = (run: () => unknown): number => {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

describe('many claims', () => {
  const names = Object.keys(VOCABULARY);
  /** As many as are kept, of one text; and a quarter of that, each of its own. */
  const same = Array.from({ length: MAX_CLAIMS }, () => claim('dependency', 'x==1', 'README.md#/x'));
  const unlike = Array.from({ length: MAX_CLAIMS / 4 }, (_, i) =>
    claim(names[i % names.length] ?? '', `${i}`, `README.md#/${i}`, i % 5 === 0 ? { subject: `dataset:a/${i}` } : {}),
  );

  it.each([
    ['of one text', same],
    ['of as many texts', unlike],
  ])('%s become documents in time that grows with their number', (_, claims) => {
    const json = cpuMs(() => createDocument({ ...SILENT, claims, format: 'cyclonedx-json' }));
    const xml = cpuMs(() => createDocument({ ...SILENT, claims, format: 'cyclonedx-xml' }));
    const spdx = cpuMs(() => createDocument({ ...SILENT, claims, timestamp, format: 'spdx-json' }));
    expect(Math.max(json, xml, spdx)).toBeLessThan(20_000);
  });
});
