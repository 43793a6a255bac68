// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkContent, readVector, type Hdf5Vector } from './vectors.js';

const file = join(import.meta.dirname, '../vectors/hdf5.json');
const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: readonly Hdf5Vector[] };

describe('files of libhdf5', () => {
  it.each(vectors.map((vector) => [vector.name, vector] as const))(
    'are explained to their last byte: %s',
    (name, vector) => {
      checkContent(name, readVector(vector));
    },
  );
});
