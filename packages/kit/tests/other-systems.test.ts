// SPDX-License-Identifier: Apache-2.0
// What macOS and Windows do to names and texts, as far as it can be shown on another system.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertName } from '@mpk/core';
import { keyHint, readPublicKey } from '@mpk/signing';
import { thrownCode, withTempFolder } from '@mpk/testkit';
import { generateKeyFiles } from '@mpk/kit/key';
import { loadPolicy } from '@mpk/kit/policy';
import { signModel } from '@mpk/kit/sign';
import { verifyModel } from '@mpk/kit/verify';

const POLICY = `apiVersion: modelprovenance.dev/v1alpha1
kind: ModelPolicy
metadata: { name: p }
spec:
  trust: { signers: { s: { key: { file: k.pub } } } }
  requirements: { signature: { anyOf: [s] } }
`;

interface Setup {
  readonly folder: string;
  readonly model: string;
  readonly judge: () => Promise<string[]>;
}

const withSigned = (use: (setup: Setup) => Promise<void>): Promise<void> =>
  withTempFolder(async (folder) => {
    const model = join(folder, 'model');
    mkdirSync(model);
    for (const name of ['Config.json', 'mod\u00e8le.bin']) writeFileSync(join(model, name), '{}');
    generateKeyFiles({ name: join(folder, 'k'), curve: 'P-256' });
    writeFileSync(join(folder, 'policy.yaml'), POLICY);
    await signModel({ model, method: { key: { privateKeyPath: join(folder, 'k.key') } } });
    await use({
      folder,
      model,
      judge: async () => {
        const { result } = await verifyModel({ model, policy: { path: join(folder, 'policy.yaml') } });
        return [result.verdict, ...result.requirements.map(({ found }) => found)];
      },
    });
  });

const withCrlf = (path: string): void => writeFileSync(path, readFileSync(path, 'utf8').replaceAll('\n', '\r\n'));

describe('lines that end as on Windows', () => {
  it('change nothing in policies and keys, not even the name of a key', () =>
    withSigned(async ({ folder, judge }) => {
      const hint = keyHint(readPublicKey(readFileSync(join(folder, 'k.pub'))));
      for (const name of ['policy.yaml', 'k.pub', 'k.key']) withCrlf(join(folder, name));
      expect(keyHint(readPublicKey(readFileSync(join(folder, 'k.pub'))))).toBe(hint);
      expect((await loadPolicy({ path: join(folder, 'policy.yaml') })).document.metadata.name).toBe('p');
      expect((await judge())[0]).toBe('pass');
    }));

  it('are other bytes in a file of a model: git that converts them breaks the signature', () =>
    withSigned(async ({ model, judge }) => {
      writeFileSync(join(model, 'Config.json'), '{}\r\n');
      expect(await judge()).toEqual(['fail', expect.stringContaining('1 file changed: Config.json')]);
    }));
});

describe('names that a file system respelt', () => {
  it.each([
    ['in case', 'Config.json', 'config.json'],
    ['in Unicode form', 'mod\u00e8le.bin', 'mode\u0300le.bin'],
  ])('%s are refused, and the answer says why that may be', (_, signed, here) =>
    withSigned(async ({ model, judge }) => {
      renameSync(join(model, signed), join(model, here));
      expect(await judge()).toEqual(['fail', expect.stringContaining('a file system may have changed')]);
    }),
  );
});

describe('names of signed files', () => {
  it.each([
    ['a path of Windows upwards', '..\\..\\x', 'nothing thrown'],
    ['a drive', 'C:\\x', 'nothing thrown'],
    ['a device', 'NUL', 'nothing thrown'],
    ['a path upwards', '../x', 'MODEL_NAME_INVALID'],
    ['an absolute path', '/x', 'MODEL_NAME_INVALID'],
  ])('such as %s are never opened: they are only compared with what lies in the folder', async (_, name, code) => {
    expect(await thrownCode(() => assertName(name))).toBe(code);
  });
});
