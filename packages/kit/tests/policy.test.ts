// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRoot } from '@mpk/testkit/pki';
import { thrownCode, withTempFolder } from '@mpk/testkit';
import { decide } from '@mpk/kit/decide';
import { generateKeyFiles } from '@mpk/kit/key';
import { pinModel, writeLock } from '@mpk/kit/pin';
import { initPolicy, lintPolicyFile, loadPolicy, policyFaults } from '@mpk/kit/policy';
import { runPolicyTests } from '@mpk/kit/policy-test';
import { verifyModel } from '@mpk/kit/verify';

const policyText = (...lines: readonly string[]): string =>
  [
    'apiVersion: modelprovenance.dev/v1alpha1',
    'kind: ModelPolicy',
    'metadata: {name: test}',
    'spec:',
    ...lines.map((line) => `  ${line}`),
    '',
  ].join('\n');

const MISSPELT = policyText('requirements: {formats: {deny: [pickel]}}');
const MESSAGE = ':5:35: found "pickel", expected the id of a format; did you mean "pickle"?';

describe('a policy with a misspelt format', () => {
  it('is refused by every way in', () =>
    withTempFolder(async (folder) => {
      const path = join(folder, 'policy.yaml');
      writeFileSync(path, MISSPELT);
      writeFileSync(join(folder, 'config.json'), '{}');
      const refusal = { code: 'POLICY_INVALID', message: `${path}${MESSAGE}` };
      await expect(loadPolicy({ path })).rejects.toMatchObject(refusal);
      const bytes = { bytes: Buffer.from(MISSPELT), source: 'ConfigMap mpk/policy' };
      await expect(loadPolicy(bytes)).rejects.toMatchObject({ message: `ConfigMap mpk/policy${MESSAGE}` });
      await expect(runPolicyTests('nowhere', { path })).rejects.toMatchObject(refusal);
      for (const answer of [
        verifyModel({ model: join(folder, 'config.json'), policy: { path } }),
        decide({ evidencePath: 'nowhere', policy: { path } }),
      ]) {
        expect((await answer).result).toMatchObject({
          verdict: 'undecided',
          code: 'POLICY_INVALID',
          error: { message: refusal.message },
        });
      }
      const fault = { severity: 'error', line: 5, column: 35, pointer: '/spec/requirements/formats/deny/0' };
      expect(await lintPolicyFile(path)).toEqual([expect.objectContaining(fault)]);
      expect(await policyFaults(bytes.bytes)).toEqual([expect.objectContaining(fault)]);
    }));
});

describe('a policy that names a program or token in place of a key', () => {
  it.each(['exec', 'pkcs11'])('names a file that is not there with %s:, and runs nothing', (scheme) =>
    withTempFolder(async (folder) => {
      const ran = join(folder, 'ran');
      const program = join(folder, 'program');
      writeFileSync(program, `#!/bin/sh\ntouch ${ran}\n`, { mode: 0o755 });
      writeFileSync(join(folder, 'config.json'), '{}');
      writeFileSync(
        join(folder, 'policy.yaml'),
        policyText(
          `trust: {signers: {release: {key: {file: "${scheme}:${program}"}}}}`,
          'requirements: {signature: {anyOf: [release]}}',
        ),
      );
      const { result } = await verifyModel({
        model: join(folder, 'config.json'),
        policy: { path: join(folder, 'policy.yaml') },
      });
      expect(result).toMatchObject({ verdict: 'undecided', code: 'INPUT_UNREADABLE' });
      expect(existsSync(ran)).toBe(false);
    }),
  );
});

/** A folder with a key pair, an authority and a lock, and how lint sees a policy that names files. */
async function setUp(folder: string): Promise<(files?: Partial<Named>) => Promise<readonly string[]>> {
  generateKeyFiles({ name: join(folder, 'release'), curve: 'P-256' });
  writeFileSync(join(folder, 'ca.pem'), (await createRoot({ subject: 'CN=Root' })).pem);
  mkdirSync(join(folder, 'model'));
  writeFileSync(join(folder, 'model/config.json'), '{}');
  const outputPath = join(folder, 'model.lock');
  writeLock(outputPath, (await pinModel({ model: join(folder, 'model'), outputPath })).lock, false);
  return async (files = {}) => {
    const { key, ca, lock } = { key: 'release.pub', ca: 'ca.pem', lock: 'model.lock', ...files };
    const text = policyText(
      'trust:',
      '  signers:',
      `    a: {key: {file: ${key}}}`,
      `    b: {certificate: {ca: {file: ${ca}}, subject: CN=x}}`,
      `requirements: {identity: {lock: ${lock}}, signature: {anyOf: [a, b]}}`,
    );
    const path = join(folder, 'policy.yaml');
    writeFileSync(path, text);
    return (await lintPolicyFile(path)).map((f) => `${f.severity} ${f.line}:${f.column} ${f.message}`);
  };
}

interface Named {
  readonly key: string;
  readonly ca: string;
  readonly lock: string;
}

describe('lintPolicyFile', () => {
  it('has nothing to say where key, authority and lock can be used', () =>
    withTempFolder(async (folder) => {
      expect(await (await setUp(folder))()).toEqual([]);
    }));

  const faults: [string, Partial<Named>, RegExp][] = [
    ['a key that is not there', { key: 'gone.pub' }, /^error 7:23 cannot read public key .*gone\.pub/],
    ['a key that is a folder', { key: 'model' }, /^error 7:23 .*is not a regular file/],
    ['a private key', { key: 'release.key' }, /^error 7:23 found a private key, expected public material only/],
    ['a key that is none', { key: 'model.lock' }, /^error 7:23 model\.lock cannot be used: the public key file has 0/],
    ['a certificate for a key', { key: 'ca.pem' }, /^error 7:23 ca\.pem cannot be used: .* holds a CERTIFICATE/],
    ['a key that is too large', { key: 'large' }, /^error 7:23 public key .*large has more than/],
    ['an authority that is not there', { ca: 'gone.pem' }, /^error 8:36 cannot read authorities file .*gone\.pem/],
    ['an authority that is a key', { ca: 'release.pub' }, /^error 8:36 release\.pub cannot be used: .*PUBLIC KEY/],
    ['a lock that is not there', { lock: 'gone.lock' }, /^error 9:35 cannot read lock .*gone\.lock/],
    ['a lock that does not parse', { lock: 'release.pub' }, /^error 9:35 release\.pub cannot be used: lock/],
    ['a lock of another schema', { lock: 'model/config.json' }, /^error 9:35 .*lock schema is/],
  ];
  it.each(faults)('places %s at its field', (_, files, expected) =>
    withTempFolder(async (folder) => {
      const lint = await setUp(folder);
      writeFileSync(join(folder, 'large'), '');
      truncateSync(join(folder, 'large'), 5 * 1024 * 1024);
      expect(await lint(files)).toEqual([expect.stringMatching(expected)]);
    }),
  );

  it('reports every one of them, and none where only the document is asked for', () =>
    withTempFolder(async (folder) => {
      const lint = await setUp(folder);
      expect(await lint({ key: 'x', ca: 'y', lock: 'z' })).toHaveLength(3);
      expect(await lintPolicyFile(join(folder, 'policy.yaml'), { documentOnly: true })).toEqual([]);
    }));

  it('looks at keys given in place and at trusted roots', () =>
    withTempFolder(async (folder) => {
      const path = join(folder, 'policy.yaml');
      writeFileSync(join(folder, 'root.json'), '{"mediaType": "application/json"}');
      writeFileSync(
        path,
        policyText(
          'trust:',
          '  roots: {corp: {trustedRoot: root.json}}',
          '  signers:',
          '    a: {key: {inline: "-----BEGIN PUBLIC KEY-----"}}',
          '    b: {keyless: {root: corp, issuer: https://issuer.example, identity: me@acme.example}}',
          'requirements: {signature: {anyOf: [a, b]}}',
        ),
      );
      expect((await lintPolicyFile(path)).map((f) => `${f.line}:${f.column} ${f.message}`)).toEqual([
        '6:33 root.json cannot be used: trusted root mediaType is "application/json", which is not known',
        '8:25 public key has a PEM block without an end',
      ]);
    }));
});

describe('initPolicy', () => {
  const options = (folder: string) => ({ outputPath: join(folder, 'policy.yaml'), name: 'production' });

  it('refuses a name that its own lint would refuse, and says what a name is', () =>
    withTempFolder(async (folder) => {
      for (const [name, hint] of [
        ['Hello World', 'such as --name hello-world'],
        ['ß', undefined],
        ['', undefined],
      ] as const) {
        await expect(initPolicy({ ...options(folder), name })).rejects.toMatchObject({
          code: 'USAGE',
          message: expect.stringContaining('expected lowercase letters, digits, "-" and "."'),
          hint,
        });
      }
      expect(existsSync(options(folder).outputPath)).toBe(false);
    }));

  it('names absolute paths as they are, and says what is missing of the template', () =>
    withTempFolder(async (folder) => {
      await setUp(folder);
      const keyPath = join(folder, 'release.pub');
      const lockPath = join(folder, 'model.lock');
      expect(await initPolicy({ ...options(folder), keyPath, lockPath })).toMatchObject({ missing: [] });
      expect(readFileSync(options(folder).outputPath, 'utf8')).toContain(`file: ${JSON.stringify(keyPath)}`);
      expect(await lintPolicyFile(options(folder).outputPath)).toEqual([]);
      expect(await thrownCode(() => initPolicy(options(folder)))).toBe('OUTPUT_EXISTS');
      const again = { ...options(folder), overwrite: true };
      expect((await initPolicy(again)).missing).toEqual(['keys/release.pub']);
      mkdirSync(join(folder, 'keys'));
      writeFileSync(join(folder, 'keys/release.pub'), readFileSync(keyPath));
      expect((await initPolicy(again)).missing).toEqual([]);
    }));

  it.each<[string, { keyPath?: string; lockPath?: string }, string]>([
    ['a missing key', { keyPath: 'gone.pub' }, 'INPUT_UNREADABLE'],
    ['a private key', { keyPath: 'release.key' }, 'KEY_INVALID'],
    ['a certificate', { keyPath: 'ca.pem' }, 'KEY_INVALID'],
    ['a missing lock', { lockPath: 'gone.lock' }, 'INPUT_UNREADABLE'],
    ['a lock that is none', { lockPath: 'release.pub' }, 'INPUT_MALFORMED'],
  ])('refuses %s and writes nothing', (_, given, code) =>
    withTempFolder(async (folder) => {
      await setUp(folder);
      const paths = Object.fromEntries(Object.entries(given).map(([name, path]) => [name, join(folder, path)]));
      expect(await thrownCode(() => initPolicy({ ...options(folder), ...paths }))).toBe(code);
      expect(existsSync(options(folder).outputPath)).toBe(false);
    }),
  );

  it('says where the public key is, or how to make it', () =>
    withTempFolder(async (folder) => {
      await setUp(folder);
      const keyPath = join(folder, 'release.key');
      const hint = expect.stringContaining(`use --key ${join(folder, 'release.pub')}`);
      await expect(initPolicy({ ...options(folder), keyPath })).rejects.toMatchObject({ hint });
      const lonely = join(folder, 'lonely.pem');
      writeFileSync(lonely, readFileSync(keyPath));
      const command = expect.stringMatching(/openssl pkey -in .*lonely\.pem -pubout -out .*lonely\.pub$/);
      await expect(initPolicy({ ...options(folder), keyPath: lonely })).rejects.toMatchObject({ hint: command });
    }));
});
