// SPDX-License-Identifier: Apache-2.0
import { parseJsonText } from '@mpk/formats';

describe('a JSON text in a field', () => {
  it('is parsed', () => {
    expect(parseJsonText('{"a": [1, "x"]} ')).toEqual({ members: [['a', [1, 'x']]] });
  });

  it.each(['', '{', 'x', '{} {}', '['.repeat(1000), '{"a": 1,}'])('is nothing where it is %j', (text) => {
    expect(parseJsonText(text)).toBeUndefined();
  });

  it('is nothing where it is more than is kept', () => {
    expect(parseJsonText(`[${'0,'.repeat(400_000)}0]`)).toBeUndefined();
  });
});
