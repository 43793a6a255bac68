// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openModel } from '@mpk/core';
import { thrownCode, withTempFolder } from '@mpk/testkit';
import { assertPlace } from '../../src/attestations/output-place.js';

/** The code for a bundle at this path, from the folder in which `model` and a link to it lie. */
async function codeOf(output: string, ignorePaths: readonly string[] = []): Promise<string> {
  let code = '';
  await withTempFolder(async (folder) => {
    const model = join(folder, 'model');
    for (const name of ['sub', '.git', 'aside']) mkdirSync(join(model, name), { recursive: true });
    writeFileSync(join(model, 'config.json'), '{}');
    symlinkSync('model', join(folder, 'link'));
    code = await thrownCode(() => assertPlace(join(folder, output), openModel(model), ignorePaths));
  });
  return code;
}

describe('assertPlace', () => {
  it.each(['model/a.sig', 'model/sub/model.sig', 'model/..a', 'model/sub/../a.sig', 'link/a.sig', 'model/aside/a.sig'])(
    'throws USAGE for %s',
    async (output) => {
      expect(await codeOf(output)).toBe('USAGE');
    },
  );

  it.each([
    'model/model.sig',
    'model/claims.jsonl',
    'link/model.sig',
    'a.sig',
    'model.sig',
    'modela.sig',
    'model/.git/a',
  ])('takes %s', async (output) => {
    expect(await codeOf(output)).toBe('nothing thrown');
  });

  it('takes what the signature leaves out', async () => {
    expect(await codeOf('model/aside/a.sig', ['aside'])).toBe('nothing thrown');
  });

  it('takes every place beside a model of one file', async () => {
    await withTempFolder(async (folder) => {
      writeFileSync(join(folder, 'm.bin'), 'x');
      expect(await thrownCode(() => assertPlace(join(folder, 'm.bin.sig'), openModel(join(folder, 'm.bin'))))).toBe(
        'nothing thrown',
      );
    });
  });
});
