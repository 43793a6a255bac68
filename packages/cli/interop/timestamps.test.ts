// SPDX-License-Identifier: Apache-2.0
// RFC 3161 with Sigstore's timestamp authority, in both languages that it speaks, and with OpenSSL as a second opinion.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';
import { describeGo, runProgram, startTimestampAuthority, type TimestampServer } from '@mpk/testkit/real-sigstore';
import { makeModel, mpk } from './keyless-model.js';

interface TimestampedBundle {
  readonly dsseEnvelope: { readonly signatures: readonly [{ readonly sig: string }] };
  readonly verificationMaterial: {
    readonly timestampVerificationData: { rfc3161Timestamps: [{ readonly signedTimestamp: string }] };
  };
}

/** Has OpenSSL verify a timestamp response over data, with an authority's intermediate and root. */
async function opensslVerify(folder: string, response: Buffer, data: Buffer, caFile: string): Promise<string> {
  const [intermediate, root] = (await readFile(caFile, 'utf8')).split(/(?=-----BEGIN)/);
  await writeFile(join(folder, 'response.tsr'), response);
  await writeFile(join(folder, 'data'), data);
  await writeFile(join(folder, 'root.pem'), root ?? '');
  await writeFile(join(folder, 'intermediate.pem'), intermediate ?? '');
  const files = ['-in', 'response.tsr', '-data', 'data', '-CAfile', 'root.pem', '-untrusted', 'intermediate.pem'];
  const { stdout, stderr } = await runProgram('openssl', ['ts', '-verify', ...files], {
    cwd: folder,
    env: { PATH: process.env['PATH'] },
  });
  return `${stdout}${stderr}`;
}

describeGo(['timestamp-server'])('RFC 3161 with the timestamp authority of Sigstore', () => {
  let authority: TimestampServer;
  beforeAll(async () => {
    authority = await startTimestampAuthority();
  });
  afterAll(() => authority.stop());

  const withSigned = (protocol: string, use: (folder: string, bundle: TimestampedBundle) => Promise<void>) =>
    withTempFolder(async (folder) => {
      await makeModel(folder);
      await mpk(folder, 'key', 'generate', 'key');
      await writeFile(join(folder, 'policy.yaml'), policy(authority.caFile));
      const tsa = ['--tsa-url', authority.url, '--tsa-protocol', protocol, '--tsa-ca', authority.caFile];
      const signed = await mpk(folder, 'sign', 'model', '--key', 'key.key', '-o', 'model.sig', ...tsa);
      expect([signed.status, signed.stderr]).toEqual([0, '']);
      await use(folder, JSON.parse(await readFile(join(folder, 'model.sig'), 'utf8')) as TimestampedBundle);
    });

  it.each(['rfc3161', 'sigstore-json'])('dates a signature over %s, and OpenSSL says the same', (protocol) =>
    withSigned(protocol, async (folder, bundle) => {
      const verify = () =>
        mpk(folder, 'verify', 'model', '--policy', 'policy.yaml', '--signature', 'model.sig', '--json');
      const verified = await verify();
      expect([verified.status, JSON.parse(verified.stdout).code]).toEqual([0, 'PASSED']);

      const [{ signedTimestamp }] = bundle.verificationMaterial.timestampVerificationData.rfc3161Timestamps;
      const response = Buffer.from(signedTimestamp, 'base64');
      const signature = Buffer.from(bundle.dsseEnvelope.signatures[0].sig, 'base64');
      const openssl = (data: Buffer) => opensslVerify(folder, response, data, authority.caFile);
      expect(await openssl(signature)).toContain('Verification: OK');
      expect(await openssl(Buffer.from('other'))).toContain('Verification: FAILED');
    }),
  );

  it('is not believed about another signature, nor where another authority is trusted', () =>
    withSigned('rfc3161', async (folder, bundle) => {
      const code = async (): Promise<unknown> => {
        const flags = ['--policy', 'policy.yaml', '--signature', 'model.sig', '--json'];
        const { status, stdout } = await mpk(folder, 'verify', 'model', ...flags);
        return [status, JSON.parse(stdout).code];
      };
      const stranger = await startTimestampAuthority();
      try {
        await writeFile(join(folder, 'policy.yaml'), policy(stranger.caFile));
        expect(await code()).toEqual([10, 'TIMESTAMP_INVALID']);
      } finally {
        await stranger.stop();
      }

      await writeFile(join(folder, 'policy.yaml'), policy(authority.caFile));
      await mpk(folder, 'sign', 'model', '--key', 'key.key', '-o', 'again.sig');
      const again = JSON.parse(await readFile(join(folder, 'again.sig'), 'utf8'));
      again.verificationMaterial.timestampVerificationData = bundle.verificationMaterial.timestampVerificationData;
      await writeFile(join(folder, 'model.sig'), JSON.stringify(again));
      expect(await code()).toEqual([10, 'TIMESTAMP_INVALID']);
    }));
});

const policy = (caFile: string): string => `
apiVersion: modelprovenance.dev/v1alpha1
kind: ModelPolicy
metadata: { name: interop }
spec:
  trust:
    timestampAuthorities: { local: { ca: { file: ${caFile} } } }
    signers: { release: { key: { file: key.pub, timestamps: { from: [local], required: true } } } }
  requirements: { signature: { anyOf: [release] } }
`;
