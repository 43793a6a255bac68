// SPDX-License-Identifier: Apache-2.0
// PyPI's model-signing 0.2.0 wrote statements of its own, from before the specification, and signed an encoding of its own.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';
import { createRoot } from '@mpk/testkit/pki';
import { runMpk, type MpkRun } from '../tests/run-mpk.js';
import { pythonPeer } from './python-peer.js';

const SIGN = `
import sys
from pathlib import Path
from model_signing.hashing import file, memory
from model_signing.serialization import serialize_by_file
from model_signing.signature import key, pki
from model_signing.signing import in_toto, in_toto_signature
serializer = serialize_by_file.ManifestSerializer(
    file_hasher_factory=lambda path: file.SimpleFileHasher(path, memory.SHA256()))
payload = in_toto.DigestsIntotoPayload.from_manifest(serializer.serialize(Path('model')))
if sys.argv[1] == 'key':
    signer = key.ECKeySigner.from_path('k.key')
else:
    signer = pki.PKISigner.from_path('leaf.key', 'leaf.pem', ['intermediate.pem'])
in_toto_signature.IntotoSigner(signer).sign(payload).write(Path('theirs.sig'))
`;

const peer = pythonPeer('venv-0.2');

const withModel = (use: (folder: string, mpk: (...args: string[]) => MpkRun) => Promise<void> | void): Promise<void> =>
  withTempFolder(async (folder) => {
    mkdirSync(join(folder, 'model/a'), { recursive: true });
    writeFileSync(join(folder, 'model/a/b.bin'), 'weights');
    writeFileSync(join(folder, "model/it's ünïcode.txt"), 'text');
    await use(folder, (...args) => runMpk(args, { cwd: folder }));
  });

peer.describe('PyPI model-signing 0.2', () => {
  it.each(['P-256', 'P-384'])(
    'is verified here with a key on %s, with a warning, and refused after a change',
    (curve) =>
      withModel((folder, mpk) => {
        mpk('key', 'generate', 'k', '--curve', curve);
        expect(peer.run(SIGN, { cwd: folder, args: ['key'] })).toMatchObject({ status: 0 });
        const verify = (): MpkRun => mpk('verify', 'model', '--key', 'k.pub', '--signature', 'theirs.sig', '--json');
        expect([verify().status, verify().json().warnings]).toEqual([
          0,
          [expect.stringContaining('model_signing 0.2')],
        ]);
        writeFileSync(join(folder, 'model/a/b.bin'), 'weightz');
        expect([verify().status, verify().json().code]).toEqual([10, 'FILES_MISMATCH']);
      }),
  );

  it('is refused here for another key and for a changed statement', () =>
    withModel((folder, mpk) => {
      for (const name of ['k', 'other']) mpk('key', 'generate', name);
      peer.run(SIGN, { cwd: folder, args: ['key'] });
      const code = (key: string): string =>
        mpk('verify', 'model', '--key', key, '--signature', 'theirs.sig', '--json').json().code;
      expect(code('other.pub')).toBe('IDENTITY_MISMATCH');
      const bundle = JSON.parse(readFileSync(join(folder, 'theirs.sig'), 'utf8'));
      const payload = Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString();
      bundle.dsseEnvelope.payload = Buffer.from(payload.replace('b.bin', 'c.bin')).toString('base64');
      writeFileSync(join(folder, 'theirs.sig'), JSON.stringify(bundle));
      expect(code('k.pub')).toBe('SIGNATURE_INVALID');
    }));

  it('is verified here with a certificate', () =>
    withModel(async (folder, mpk) => {
      const root = await createRoot({ subject: 'CN=Root' });
      const intermediate = await root.issue({ subject: 'CN=Intermediate', isCa: true });
      const leaf = await intermediate.issue({ subject: 'CN=Release', key: 'P-384' });
      writeFileSync(join(folder, 'ca.pem'), root.pem);
      writeFileSync(join(folder, 'intermediate.pem'), intermediate.pem);
      writeFileSync(join(folder, 'leaf.pem'), leaf.pem);
      writeFileSync(join(folder, 'leaf.key'), leaf.privateKeyPem);
      expect(peer.run(SIGN, { cwd: folder, args: ['certificate'] })).toMatchObject({ status: 0 });
      const by = ['--certificate-authority', 'ca.pem', '--subject'];
      const verify = (subject: string): number | null =>
        mpk('verify', 'model', ...by, subject, '--signature', 'theirs.sig').status;
      expect([verify('CN=Release'), verify('CN=Other')]).toEqual([0, 10]);
    }));
});
