// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { thrownCode, withTempFolder } from '@mpk/testkit';
import { assertApart, assertUnsigned, holdsSomething, outputPathOf } from '../../src/record/run-output.js';

const inFolder = (use: (folder: string) => void | Promise<void>): Promise<void> =>
  withTempFolder(async (folder) => {
    await use(folder);
  });

describe('the output of a run', () => {
  it('holds something where a file, or anything in a folder, is there', () =>
    inFolder((folder) => {
      mkdirSync(join(folder, 'empty'));
      writeFileSync(join(folder, 'file'), '');
      expect(['absent', 'empty', 'file', '.'].map((name) => holdsSomething(join(folder, name)))).toEqual([
        false,
        false,
        true,
        true,
      ]);
    }));

  it('is told without links, also where it is not there yet', () =>
    inFolder((folder) => {
      mkdirSync(join(folder, 'real'));
      symlinkSync('real', join(folder, 'link'));
      expect(outputPathOf(join(folder, 'link/model'))).toBe(outputPathOf(join(folder, 'real/model')));
    }));

  it.each([
    ['/a/b', '/a/b', 'USAGE'],
    ['/a/b/c', '/a/b', 'USAGE'],
    ['/a/b', '/a/b/c', 'USAGE'],
    ['/a/b', '/', 'USAGE'],
    ['/a/bc', '/a/b', 'nothing thrown'],
  ])('%s with the input %s: %s', async (output, input, code) => {
    await expect(thrownCode(() => assertApart(output, input))).resolves.toBe(code);
  });

  it('may have no signature that the run left, and says what to do about one', () =>
    inFolder((folder) => {
      const path = join(folder, 'model.sig');
      assertUnsigned(path);
      writeFileSync(path, '{}');
      const hint = expect.stringContaining('have the run write none');
      expect(() => assertUnsigned(path)).toThrow(expect.objectContaining({ code: 'OUTPUT_EXISTS', hint }));
    }));
});
