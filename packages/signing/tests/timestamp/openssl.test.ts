// SPDX-License-Identifier: Apache-2.0
// OpenSSL as a peer: its timestamps verify here, and our requests read there.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { thrownCode, withTempFolder } from '@mpk/testkit';
import { readTimestampAuthorities, verifyTimestamp } from '@mpk/signing/timestamp';
import { encodeTimestampRequest } from '../../src/timestamp/timestamp-request.js';

const SIGNATURE = Buffer.from('a signature');

const hasOpenssl = (): boolean => {
  try {
    return execFileSync('openssl', ['version']).toString().startsWith('OpenSSL');
  } catch {
    return false;
  }
};

const describeWithOpenssl = (title: string, tests: () => void): void => {
  if (hasOpenssl()) describe(title, tests);
  else describe.skip(`${title}: SKIPPED, there is no openssl here`, () => it('needs it', () => undefined));
};

const CONFIG = `
[req]
distinguished_name = name
prompt = no
[name]
CN = authority
[ca]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
[tsa]
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[tsa_section]
serial = serial
signer_cert = signer.pem
certs = ca.pem
signer_key = signer.key
signer_digest = DIGEST
default_policy = 1.2.3.4
digests = sha256,sha384,sha512
accuracy = secs:1,millisecs:500
ordering = yes
tsa_name = yes
ess_cert_id_chain = yes
ess_cert_id_alg = sha256
clock_precision_digits = 3
`;

/** What `openssl genpkey` is told to make. */
const KEYS = {
  'EC P-256': ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  'EC P-384': ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  'RSA 2048': ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
} as const;

describeWithOpenssl("OpenSSL's timestamps", () => {
  it.each([
    ['EC P-256', 'sha256'],
    ['EC P-384', 'sha384'],
    ['EC P-256', 'sha512'],
    ['RSA 2048', 'sha256'],
    ['RSA 2048', 'sha512'],
  ] as const)('verify, signed with %s over %s', async (key, digest) => {
    await withTempFolder(async (folder) => {
      const openssl = (...args: string[]): Buffer => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
      await writeFile(join(folder, 'config'), CONFIG.replace('DIGEST', digest));
      await writeFile(join(folder, 'serial'), '01');
      await writeFile(
        join(folder, 'request.tsq'),
        encodeTimestampRequest({
          hash: digest,
          imprint: createHash(digest).update(SIGNATURE).digest(),
          nonce: Buffer.from('7fffffffffffffff', 'hex'),
        }),
      );
      for (const name of ['ca', 'signer']) openssl('genpkey', ...KEYS[key], '-out', `${name}.key`);
      openssl(...'req -x509 -new -key ca.key -config config -extensions ca -days 2 -out ca.pem'.split(' '));
      openssl(...'req -new -key signer.key -config config -subj /CN=signer -out signer.csr'.split(' '));
      openssl(
        ...'x509 -req -in signer.csr -CA ca.pem -CAkey ca.key -set_serial 7 -days 1 -extfile config -extensions tsa -out signer.pem'.split(
          ' ',
        ),
      );
      openssl(...'ts -reply -config config -section tsa_section -queryfile request.tsq -out reply.tsr'.split(' '));
      const reply = await readFile(join(folder, 'reply.tsr'));
      const authorities = readTimestampAuthorities({ caPem: await readFile(join(folder, 'ca.pem')) });
      expect(Math.abs(verifyTimestamp(reply, SIGNATURE, authorities).time.getTime() - Date.now())).toBeLessThan(60_000);
      const other = (): unknown => verifyTimestamp(reply, Buffer.from('another signature'), authorities);
      await expect(thrownCode(other)).resolves.toBe('TIMESTAMP_INVALID');
    });
  });

  it('are asked for as OpenSSL understands it', async () => {
    await withTempFolder(async (folder) => {
      const imprint = createHash('sha384').update(SIGNATURE).digest();
      const request = encodeTimestampRequest({ hash: 'sha384', imprint, nonce: Buffer.from([0x01, 0x02]) });
      await writeFile(join(folder, 'q'), request);
      const text = execFileSync('openssl', ['ts', '-query', '-in', join(folder, 'q'), '-text'], { stdio: 'pipe' });
      expect(text.toString()).toMatch(
        /Version: 1\n[^]*Hash Algorithm: sha384[^]*Nonce: 0x0102\nCertificate required: yes/,
      );
    });
  });
});
