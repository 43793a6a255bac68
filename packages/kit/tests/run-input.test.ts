// SPDX-License-Identifier: Apache-2.0
import { thrownCode } from '@mpk/testkit';
import { parseRunInput, type RunInput } from '@mpk/kit/run-input';

describe('an input on the command line', () => {
  const table: readonly [string, RunInput['role'], Partial<RunInput>][] = [
    ['./base', 'base-model', {}],
    ['./base,relation=adapter', 'base-model', { relation: 'adapter' }],
    ['./a,b=c,uri=pkg:generic/x@1,name=n', 'dataset', { location: './a,b=c', uri: 'pkg:generic/x@1', name: 'n' }],
    ['hf://org/name@main,name=a,b', 'dataset', { location: 'hf://org/name@main', name: 'a,b' }],
  ];
  test.each(table)('%s is read', (text, role, expected) => {
    expect(parseRunInput(text, role)).toEqual({ location: text.split(',')[0], role, ...expected });
  });

  test.each([
    ['', 'dataset'],
    [',name=x', 'dataset'],
    ['./d,name=', 'dataset'],
    ['./d,name=a,name=b', 'dataset'],
    ['./d,relation=finetune', 'dataset'],
    ['./d,relation=clone', 'base-model'],
  ] as const)('%j as a %s is refused', async (text, role) => {
    expect(await thrownCode(() => parseRunInput(text, role))).toBe('USAGE');
  });
});
