// SPDX-License-Identifier: Apache-2.0
import {
  compareSpdxWithFiles,
  compareWithFiles,
  parseBom,
  readSpdx,
  viewModel,
  type ComparisonOutcome,
} from '@mpk/bom/assess';
import { createDocument } from '@mpk/bom/documents';
import { exactNameOf, nameIn } from '../../src/documents/exact-names.js';
import { jsonFaults, xmlFaults } from './validators.js';
import { spdxFaults } from '../spdx/spdx-schema.js';

const ODD = ['a\u0000b', 'a\u0001b', 'a\uFFFEb', 'a\uD800b', 'a"\\\u0007'];
const filesOf = (names: readonly string[]): readonly { name: string; sizeBytes: number; sha256: string }[] =>
  names.map((name, i) => ({ name, sizeBytes: i, sha256: String(i).repeat(64) }));
const input = (names: readonly string[]) =>
  ({
    model: { name: 'toy', files: filesOf(names) },
    claims: [],
    tool: { name: 'kit', version: '1' },
    timestamp: new Date(0),
  }) as const;

const cyclonedx = (names: readonly string[]): any =>
  JSON.parse(createDocument({ ...input(names), format: 'cyclonedx-json' }));
const outcomeOf = (bom: unknown, names: readonly string[]): ComparisonOutcome =>
  compareWithFiles(viewModel(parseBom(Buffer.from(JSON.stringify(bom)))), filesOf(names)).outcome;

describe('names that no document can write', () => {
  it('are found again in an own BOM, each of several that look alike', () => {
    const names = [...ODD, 'plain', 'a\uFFFDb'];
    expect(outcomeOf(cyclonedx(names), names)).toBe('pass');
    const spdx = createDocument({ ...input(names), format: 'spdx-json' });
    expect(compareSpdxWithFiles(readSpdx(JSON.parse(spdx)), filesOf(names)).outcome).toBe('pass');
    expect(spdxFaults(spdx)).toEqual([]);
    expect(jsonFaults(JSON.stringify(cyclonedx(names)), '1.7')).toBeNull();
    expect(xmlFaults(createDocument({ ...input(names), format: 'cyclonedx-xml' }), '1.7')).toBeNull();
  });

  it.each<[string, (properties: any[]) => void]>([
    ['is gone', (properties) => properties.shift()],
    ['is another name', (properties) => (properties[0].value = '"a\\u0002b"')],
    ['is of nothing that is written so', (properties) => (properties[0].value = '"README.md"')],
    ['is no JSON', (properties) => (properties[0].value = '"')],
    ['stands twice', (properties) => properties.push({ name: 'mpk:file:name', value: '"a\\u0002b"' })],
  ])('are not found where the property %s', (_, edit) => {
    const bom = cyclonedx(['a\u0001b']);
    const { properties } = bom.metadata.component.components[0];
    expect(properties[0]).toEqual({ name: 'mpk:file:name', value: '"a\\u0001b"' });
    edit(properties);
    expect(outcomeOf(bom, ['a\u0001b'])).toBe('fail');
  });
});

describe('an exact name', () => {
  it.each(ODD)('%j is written so that XML can, and read again', (name) => {
    const exact = exactNameOf(name) ?? '';
    expect(exact).toMatch(/^[ -~]+$/);
    expect(JSON.parse(exact)).toBe(name);
    expect(nameIn(name.toWellFormed().replace(/[\u0000-\u001f\uFFFE]/g, '\uFFFD'), exact)).toBe(name);
  });

  it('is of no name that can be written', () => {
    expect(exactNameOf('a b é.txt')).toBeUndefined();
    expect(nameIn('README.md', '"other.md"')).toBe('README.md');
  });
});
