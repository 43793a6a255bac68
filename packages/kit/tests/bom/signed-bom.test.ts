// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseBundle } from '@mpk/core';
import { thrownCode, withTempFolder } from '@mpk/testkit';
import { scoreBomFile } from '@mpk/kit/assess-bom';
import { attestModel } from '@mpk/kit/attest';
import { createModelBom } from '@mpk/kit/bom';
import { generateKeyFiles } from '@mpk/kit/key';

const NOW = { SOURCE_DATE_EPOCH: '1700000000' };

interface Paths {
  readonly bom: string;
  readonly bundle: string;
  readonly key: string;
  readonly otherKey: string;
  readonly write: (name: string, content: string | Uint8Array) => string;
}

const withSignedBom = (use: (paths: Paths) => Promise<void>): Promise<void> =>
  withTempFolder(async (folder) => {
    const [model, bundle] = [join(folder, 'model'), join(folder, 'bom.sigstore.json')];
    mkdirSync(model);
    writeFileSync(join(model, 'README.md'), '---\nlicense: mit\n---\n# Toy\n');
    for (const name of ['k', 'other']) generateKeyFiles({ name: join(folder, name), curve: 'P-256' });
    const method = { key: { privateKeyPath: join(folder, 'k.key') } };
    await attestModel({ model, type: 'bom', method, env: NOW, outputPath: bundle });
    const write = (name: string, content: string | Uint8Array): string => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    const bom = write('bom.json', (await createModelBom({ model, env: NOW })).text);
    await use({ bom, bundle, write, key: join(folder, 'k.pub'), otherKey: join(folder, 'other.pub') });
  });

const PROFILE = 'g7-2026';
const ofSignature = ({ elements }: Awaited<ReturnType<typeof scoreBomFile>>): string | undefined =>
  elements.find(({ element }) => element === 'bom.signature')?.status;

describe('a signed BOM', () => {
  it('is scored as the BOM is, and its signature counts for nothing, where nobody is named', async () => {
    await withSignedBom(async ({ bom, bundle }) => {
      const [plain, signed] = [await scoreBomFile(bom, PROFILE), await scoreBomFile(bundle, PROFILE)];
      expect(signed).toEqual({ ...plain, signature: { isVerified: false } });
      expect(plain.signature).toBeUndefined();
    });
  });

  it('counts as signed where the signature verifies', async () => {
    await withSignedBom(async ({ bom, bundle, key }) => {
      const signed = await scoreBomFile(bundle, PROFILE, { keyPath: key });
      expect(signed.signature).toEqual({ isVerified: true, by: expect.any(String) });
      expect([ofSignature(signed), ofSignature(await scoreBomFile(bom, PROFILE))]).toEqual(['present', 'absent']);
    });
  });

  it('is refused where it does not', async () => {
    await withSignedBom(async ({ bom, bundle, otherKey, key }) => {
      const codeOf = (path: string, keyPath: string): Promise<string | undefined> =>
        thrownCode(() => scoreBomFile(path, PROFILE, { keyPath }));
      expect(await codeOf(bundle, otherKey)).toMatch(/^(?:SIGNATURE_INVALID|IDENTITY_MISMATCH)$/);
      expect(await codeOf(bom, key)).toBe('SIGNATURE_MISSING');
    });
  });

  it('asks for no signature where nobody is named', async () => {
    await withSignedBom(async ({ bom, bundle }) => {
      const nobody = JSON.parse('{}') as { keyPath?: string };
      // As callers give what was not asked for.
      const trusting = { ...nobody, keyPath: nobody.keyPath! };
      expect((await scoreBomFile(bom, PROFILE, trusting)).signature).toBeUndefined();
      expect((await scoreBomFile(bundle, PROFILE, trusting)).signature).toEqual({ isVerified: false });
    });
  });

  it('is refused where somebody edited it', async () => {
    await withSignedBom(async ({ bundle, key, write }) => {
      const json = JSON.parse(readFileSync(bundle, 'utf8'));
      const payload = Buffer.from(json.dsseEnvelope.payload, 'base64').toString('utf8').replaceAll('MIT', 'GPL');
      json.dsseEnvelope.payload = Buffer.from(payload).toString('base64');
      const path = write('edited.json', JSON.stringify(json));
      expect(await thrownCode(() => scoreBomFile(path, PROFILE, { keyPath: key }))).toBe('SIGNATURE_INVALID');
    });
  });

  it.each<[string, (bundle: Buffer) => string | Uint8Array]>([
    ['a statement', (bundle) => parseBundle(bundle).envelope.payload],
    ['an envelope', (bundle) => JSON.stringify(JSON.parse(bundle.toString('utf8')).dsseEnvelope)],
    ['claims, of which the last counts', (bundle) => Buffer.concat([bundle, Buffer.from('\n'), bundle])],
  ])('is read out of %s', async (_, make) => {
    await withSignedBom(async ({ bom, bundle, write }) => {
      const path = write('given.json', make(readFileSync(bundle)));
      const { completeness, signature } = await scoreBomFile(path, PROFILE);
      expect(completeness).toEqual((await scoreBomFile(bom, PROFILE)).completeness);
      expect(signature).toEqual({ isVerified: false });
    });
  });
});

describe('a file that is no BOM', () => {
  it('is named in what is said of it', async () => {
    await withSignedBom(async ({ write }) => {
      await expect(scoreBomFile(write('broken.json', '{'), PROFILE)).rejects.toThrow(/the BOM .*broken\.json/);
      await expect(scoreBomFile(write('other.json', '{}'), PROFILE)).rejects.toThrow(/other\.json.* CycloneDX/);
    });
  });
});
