// SPDX-License-Identifier: Apache-2.0
import { bytesOf, follow, imported, namesIn, text, uint32 } from './streams.js';

const SYSTEM = `${imported('os', 'system')})R`;
const WRAPPER = `${imported('joblib.numpy_pickle', 'NumpyArrayWrapper')})\x81`;
const typeOf = (code: string): string => `${imported('numpy', 'dtype')}${text(code)}\x89\x88\x87R`;
const shapeOf = (...extents: readonly number[]): string => `(${extents.map((one) => `J${uint32(one)}`).join('')}t`;

/** A wrapper with its attributes, as joblib writes them. */
const wrapped = (type: string, shape: string, more = ''): string =>
  `${WRAPPER}}(${text('shape')}${shape}${text('dtype')}${type}${more}ub`;

const ALIGNED = `${text('numpy_array_alignment_bytes')}K\x10`;

describe('an array of joblib', () => {
  it.each([1, 3, 4096])('is passed over as the raw bytes that it is, in chunks of %i', (chunkBytes) => {
    const raw = Buffer.alloc(6 * 8, 'cos\nsystem\n)R.');
    const pickle = bytesOf('\x80\x04', wrapped(typeOf('f8'), shapeOf(2, 3)), raw, SYSTEM, '\x86.');
    const reading = follow(pickle, { rawArrays: true, chunkBytes });
    expect(reading).toMatchObject({ end: 'stop' });
    expect(namesIn(reading)).toEqual(['joblib.numpy_pickle NumpyArrayWrapper!', 'numpy dtype!', 'os system!']);
  });

  it('is what a loader makes of it that knows nothing of arrays, too', () => {
    const raw = Buffer.alloc(48, 0x4e);
    raw.write('0cposix\nsystem\n(S"id"\ntR.', 'latin1');
    const pickle = bytesOf('\x80\x04', wrapped(typeOf('f8'), shapeOf(2, 3)), raw, '.');
    for (const chunkBytes of [1, 7, 4096]) {
      const reading = follow(pickle, { rawArrays: true, chunkBytes });
      expect(namesIn(reading)).toContain('posix system!');
      expect(reading.oddities).toEqual([{ kind: 'array-as-code', offset: pickle.length - 49 }]);
    }
  });

  it('is no code by chance', () => {
    for (const byte of [0, 0x28, 0x2e, 0x3f, 0x80, 0xff]) {
      const pickle = bytesOf('\x80\x04', wrapped(typeOf('f8'), shapeOf(2, 3)), Buffer.alloc(48, byte), '.');
      expect(follow(pickle, { rawArrays: true }).oddities).toEqual([]);
    }
  });

  it('of objects may begin with a protocol', () => {
    const inner = `\x80\x04${imported('posix', 'system')})R.`;
    const pickle = bytesOf('\x80\x04', wrapped(typeOf('O8'), shapeOf(2)), inner, '.');
    expect(follow(pickle, { rawArrays: true }).oddities).toEqual([]);
  });

  it('has padding where it says that it is aligned', () => {
    const raw = Buffer.alloc(4);
    const pickle = bytesOf('\x80\x04', wrapped(typeOf('i4'), shapeOf(1), ALIGNED), '\x03pad', raw, SYSTEM, '\x86.');
    expect(follow(pickle, { rawArrays: true })).toMatchObject({ end: 'stop' });
  });

  it('of objects is another pickle, and then the first goes on', () => {
    const inner = `\x80\x04${imported('posix', 'system')})R.`;
    const pickle = bytesOf(
      '\x80\x04',
      text('os'),
      '\x940',
      wrapped(typeOf('O8'), shapeOf(2)),
      inner,
      'h\x00',
      text('popen'),
      '\x93\x86.',
    );
    const reading = follow(pickle, { rawArrays: true });
    expect(reading).toMatchObject({ end: 'stop', streams: 1 });
    expect(namesIn(reading).slice(2)).toEqual(['posix system!', 'os popen']);
  });

  it.each([
    ['whose type is computed', wrapped(`${imported('numpy', 'dtype')}${text('nothing')}\x85R`, shapeOf(1))],
    ['without a shape', `${WRAPPER}}(${text('dtype')}${typeOf('f8')}ub`],
    ['with a shape that is no whole number', wrapped(typeOf('f8'), `${text('x')}\x85`)],
    ['with a negative shape', wrapped(typeOf('f8'), shapeOf(0xffffffff))],
    ['with a shape out of all proportion', wrapped(typeOf('f8'), shapeOf(2 ** 30, 2 ** 30))],
    ['with more padding than joblib writes', `${wrapped(typeOf('f8'), shapeOf(1), ALIGNED)}\x63os\nsystem\n`],
  ])('%s ends in what is no whole pickle', (_, pickle) => {
    const bytes = bytesOf('\x80\x04', pickle, Buffer.alloc(8), 'N.');
    expect(follow(bytes, { rawArrays: true }).end).not.toBe('stop');
  });

  it('is followed as opcodes by those who do not load with joblib', () => {
    const pickle = bytesOf('\x80\x04', wrapped(typeOf('i1'), shapeOf(15)), SYSTEM, '\x86.');
    expect(namesIn(follow(pickle))).toContain('os system!');
  });
});
