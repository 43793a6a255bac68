// SPDX-License-Identifier: Apache-2.0
import { makeSafetensors } from '../safetensors.js';
import { documentsOf } from './folders.js';

describe('a time of a header', () => {
  it.each([
    ['2026-01-31T10:00:00', undefined, ['2026-01-31T10:00:00']],
    ['2026-01-31T10:00:00+01:00', '2026-01-31T09:00:00.000Z', []],
    ['2026-01-31', '2026-01-31T00:00:00.000Z', []],
  ])('%s is UTC only where it says its zone', (date, timestamp, text) => {
    const made = documentsOf({
      'lora.safetensors': makeSafetensors({ 'a.weight': ['F16', 4, 8] }, { 'modelspec.date': date }),
    });
    expect(made.bom.metadata.component.releaseNotes?.timestamp).toBe(timestamp);
    expect(made.properties('mpk:unusable:released')).toEqual(text);
  });
});
