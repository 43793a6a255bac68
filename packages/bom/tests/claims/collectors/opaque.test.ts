// SPDX-License-Identifier: Apache-2.0
import { shownClaims } from '../../model.js';

/** `pickle.dumps({'lr': 1})` */
const PICKLE = Buffer.from('80049510000000000000007d948c026c72944b01732e'.replace('9510', '950a'), 'hex');

describe('files that nobody looks into for facts', () => {
  it.each([
    ['training_args.bin', PICKLE, ['file:training_args.bin pickle <measured training_args.bin>']],
    ['x.bin', Buffer.from([0, 255, 3, 1, 0, 0, 0, 200]), ['file:x.bin unknown <measured x.bin>']],
    ['x.gz', Buffer.from('1f8b0800000000000003030000000000000000000', 'hex'), ['file:x.gz gzip <measured x.gz>']],
    ['x.parquet', 'PAR1 and no end: PAR2', ['file:x.parquet parquet <measured x.parquet>']],
    ['README.md', '# Toy', []],
    ['config.json', {}, []],
  ])('such as %s are listed', (name, content, expected) => {
    expect(shownClaims({ [name]: content }, 'opaque')).toEqual(expected);
  });
});
