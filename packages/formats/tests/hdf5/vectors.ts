// SPDX-License-Identifier: Apache-2.0
import { gunzipSync } from 'node:zlib';
import type { Hdf5Content } from '../../src/index.js';
import { readFile } from '../builders/read.js';

/** A file that libhdf5 wrote, and what h5py says of it. */
export interface Hdf5Vector {
  readonly name: string;
  readonly sizeBytes: number;
  /** bytes that the elements of each dataset take */
  readonly stored: Readonly<Record<string, number>>;
  readonly gzip: string;
}

/** Reads a vector, and demands that all of it is explained, and every dataset found with the bytes that it takes. */
export function readVector({ sizeBytes, stored, gzip }: Hdf5Vector): Hdf5Content {
  const { parts, inspectedBytes } = readFile(gunzipSync(Buffer.from(gzip, 'base64')));
  expect(parts).toHaveLength(1);
  expect(parts[0]).toMatchObject({ format: 'hdf5', sizeBytes, irregularities: [], uninspected: [] });
  expect(inspectedBytes).toBe(sizeBytes);
  const content = parts[0]?.content;
  if (content?.kind !== 'hdf5') throw new Error('this is no HDF5');
  const found = content.objects.flatMap(({ path, storedBytes, kind }) =>
    kind === 'dataset' ? [[path, storedBytes]] : [],
  );
  // What lies in other files takes nothing in this one.
  const elsewhere = new Set(content.references.map(({ path }) => path));
  const expected = Object.entries(stored).map(([path, bytes]) => [path, elsewhere.has(path) ? 0 : bytes]);
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
  return content;
}

/** What is in the vectors beside datasets. */
export function checkContent(name: string, { objects, attributes, references }: Hdf5Content): void {
  if (name.startsWith('groups')) {
    expect(objects.filter(({ kind }) => kind === 'group')).toHaveLength(301);
    expect(attributes).toHaveLength(101);
    expect(attributes.find((one) => one.name === 'attribute42')).toMatchObject({ texts: ['value 42'] });
    expect(attributes.find((one) => one.name === 'texts')).toMatchObject({ texts: ['on', 'the heap'], shape: [2] });
    expect(objects.find(({ path }) => path === '/typed')).toMatchObject({ dtype: 'float64', shape: [3] });
    const links = references.map(({ path, kind, file, target }) => [path, kind, file, target]);
    expect(links.sort()).toEqual([
      ['/external', 'external', 'other.h5', '/there'],
      ['/soft', 'soft', undefined, '/numbers'],
    ]);
  }
  if (name.startsWith('elsewhere')) {
    expect(references).toEqual([
      { path: '/stored', kind: 'external-storage', file: '/etc/passwd' },
      { path: '/virtual', kind: 'virtual', file: 'one.h5', target: 'data' },
      { path: '/virtual', kind: 'virtual', file: 'two.h5', target: 'data' },
    ]);
  }
}
