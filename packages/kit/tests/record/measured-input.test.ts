// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { thrownCode, withTempFolder } from '@mpk/testkit';
import { measureInput } from '../../src/record/measured-input.js';
import { COMMIT, makeHubCache } from '../hub-cache.js';

describe('an input that was measured', () => {
  const withData = (use: (data: string) => Promise<void>): Promise<void> =>
    withTempFolder(async (folder) => {
      const data = join(folder, 'data');
      mkdirSync(data);
      writeFileSync(join(data, 'a.csv'), 'a,b\n');
      await use(data);
    });

  it('is named by digests, and not by where it lies', () =>
    withData(async (data) => {
      const { resource } = await measureInput({ location: data, role: 'dataset', purpose: 'training' }, {});
      expect(resource).toEqual({
        name: 'data',
        digest: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
        annotations: {
          role: 'dataset',
          purpose: 'training',
          manifestDigest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
          filesDigest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
        },
      });
    }));

  it('is unchanged where only times changed', () =>
    withData(async (data) => {
      const input = await measureInput({ location: data, role: 'dataset' }, {});
      utimesSync(join(data, 'a.csv'), 1, 1);
      await input.assertUnchanged();
    }));

  test.each([
    ['other bytes', (data: string) => writeFileSync(join(data, 'a.csv'), 'a;b\n')],
    ['one more file', (data: string) => writeFileSync(join(data, 'b.csv'), '')],
  ])('is refused after the run with %s', (_, change) =>
    withData(async (data) => {
      const input = await measureInput({ location: data, role: 'dataset' }, {});
      change(data);
      expect(await thrownCode(() => input.assertUnchanged())).toBe('MODEL_CHANGED');
    }),
  );

  it('goes by its package URL where it lies in a Hub cache', () =>
    withTempFolder(async (cache) => {
      makeHubCache(cache, { 'config.json': '{}' });
      const env = { HF_HUB_CACHE: cache };
      const { resource } = await measureInput({ location: 'hf://org/name', role: 'base-model' }, { env });
      expect(resource).toMatchObject({ name: 'name', uri: `pkg:huggingface/org/name@${COMMIT}` });
    }));
});
