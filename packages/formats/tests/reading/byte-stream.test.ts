// SPDX-License-Identifier: Apache-2.0
import { ByteStream, CutShort, type Reading } from '../../src/reading/byte-stream.js';

/** Runs steps over chunks as a part does, and tells what they came to and how often they were gone on with. */
function run<R>(chunks: readonly string[], steps: (stream: ByteStream) => Reading<R>) {
  const stream = new ByteStream();
  const reading = steps(stream);
  let resumed = 0;
  let step = reading.next();
  for (const chunk of chunks) {
    if (step.done || stream.passes(chunk.length)) continue;
    stream.push(Buffer.from(chunk));
    resumed++;
    step = reading.next();
  }
  stream.end();
  while (!step.done) step = reading.next();
  return { result: step.value, resumed, offset: stream.offset };
}

function* skipAndTake(stream: ByteStream): Reading<string> {
  yield* stream.take(1);
  yield* stream.skip(6);
  return (yield* stream.takeUpTo(2)).toString();
}

describe('skipping', () => {
  it.each([
    [['abcdefghij']],
    [['a', 'bcd', 'ef', 'g', 'hi', 'j']],
    [['ab', 'cdefghij']],
    [['abc', 'defg', 'hij']],
    ['abcdefghij'.split('')],
  ])('goes on behind what was skipped: %j', (chunks) => {
    expect(run(chunks, skipAndTake)).toMatchObject({ result: 'hi', offset: 9 });
  });

  it('lets chunks pass without going on with the reader, up to the one that it ends in', () => {
    const chunks = ['a', ...Array.from({ length: 100 }, () => 'bcd')];
    const { result, resumed } = run(chunks, function* (stream) {
      yield* stream.take(1);
      yield* stream.skip(300);
      return 'skipped';
    });
    expect({ result, resumed }).toEqual({ result: 'skipped', resumed: 2 });
  });

  it('tells where the bytes end too early, and skips all that there are where no number is given', () => {
    const skip = (count: number) => () =>
      run(['abc', 'def'], function* (stream) {
        yield* stream.skip(count);
        return stream.offset;
      });
    expect(skip(7)).toThrow(new CutShort(6));
    expect(skip(6)()).toMatchObject({ result: 6 });
    expect(skip(Infinity)()).toMatchObject({ result: 6 });
    expect(skip(0)()).toMatchObject({ result: 0 });
  });

  it('shows what it skips to whoever watches', () => {
    const seen: string[] = [];
    run(['ab', 'cdef', 'ghij'], function* (stream) {
      yield* stream.take(1);
      stream.watch((piece) => seen.push(piece.toString()));
      yield* stream.skip(8);
    });
    expect(seen.join('')).toBe('bcdefghi');
  });
});
