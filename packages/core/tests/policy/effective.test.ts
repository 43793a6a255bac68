// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { canonicalJson, effectivePolicyFromDocument, parsePolicy, resolvePolicy } from '../../src/index.js';
import { MAX_TRUST_FILE_BYTES } from '../../src/policy/material.js';
import { thrownCode, withTempFolder } from '@mpk/testkit';
import { bytesOf, FULL_POLICY, policyOf, policyText } from './example.js';
import type { ModelPolicy, MpkError, ParsedPolicy } from '../../src/index.js';

const keyPolicy = (file: string): Promise<ParsedPolicy> =>
  policyOf(`trust: {signers: {a: {key: {file: ${JSON.stringify(file)}}}}}`, 'requirements: {signature: {anyOf: [a]}}');
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const echo = (path: string): Promise<Uint8Array> => Promise.resolve(bytesOf(path));

describe('resolvePolicy', () => {
  it('reads keys, authorities, roots and the lock, below the folder of the policy', async () => {
    const parsed = await parsePolicy(bytesOf(FULL_POLICY));
    const effective = await resolvePolicy(parsed, { folder: '/etc/policy', readFile: echo });
    expect([...effective.references.keys()]).toEqual([
      'trust/corp.json',
      'trust/root.json',
      'tsa.pem',
      'keys/offline.pub',
      'ca.pem',
      'model.lock',
    ]);
    expect(effective.references.get('ca.pem')).toEqual({
      path: 'ca.pem',
      sha256: sha256('/etc/policy/ca.pem'),
      bytes: bytesOf('/etc/policy/ca.pem'),
    });
    expect(effective.folder).toBe('/etc/policy');
    expect(effective.notEnforced).toBe(parsed.notEnforced);
  });

  it('digests the document and what it refers to', async () => {
    const parsed = await keyPolicy('k.pub');
    const { digest } = await resolvePolicy(parsed, { folder: '/x', readFile: echo });
    const text = canonicalJson({ document: parsed.document, references: { 'k.pub': sha256('/x/k.pub') } });
    expect(digest).toBe(`sha256:${sha256(text)}`);
    const other = await resolvePolicy(parsed, { folder: '/y', readFile: echo });
    expect(other.digest).not.toBe(digest);
  });

  it('gives one digest for one document, however it is written', async () => {
    const { document } = await parsePolicy(bytesOf(FULL_POLICY));
    const { digest } = await effectivePolicyFromDocument(document, { folder: '/', readFile: echo });
    const shuffled = (value: unknown, random: () => number): unknown => {
      if (Array.isArray(value)) return value.map((item) => shuffled(item, random));
      if (typeof value !== 'object' || value === null) return value;
      const members = Object.entries(value).map(([key, member]) => [random(), key, shuffled(member, random)] as const);
      return Object.fromEntries(members.sort((a, b) => a[0] - b[0]).map(([, key, member]) => [key, member]));
    };
    await fc.assert(
      fc.asyncProperty(
        fc.infiniteStream(fc.double({ noNaN: true })),
        fc.integer({ min: 0, max: 8 }),
        async (order, indent) => {
          const text = JSON.stringify(
            shuffled(document, () => order.next().value as number),
            null,
            indent,
          );
          const again = await resolvePolicy(await parsePolicy(bytesOf(text)), { folder: '/', readFile: echo });
          expect(again.digest).toBe(digest);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('changes its digest with any change of the document', async () => {
    const digestOf = async (...lines: readonly string[]): Promise<string> =>
      (await resolvePolicy(await policyOf(...lines))).digest;
    const digests = await Promise.all([
      digestOf(),
      digestOf('mode: enforce'),
      digestOf('mode: warn'),
      digestOf('requirements: {formats: {deny: [pickle]}}'),
      digestOf('requirements: {formats: {deny: [pickle], allowUnknown: false}}'),
      digestOf('requirements: {bom: {profile: x}}'),
    ]);
    expect(new Set(digests).size).toBe(digests.length);
  });

  it('reads files of the file system through links, as a ConfigMap has them', async () => {
    await withTempFolder(async (folder) => {
      await mkdir(join(folder, '..data'));
      await writeFile(join(folder, '..data', 'k.pub'), 'key');
      await symlink(join('..data', 'k.pub'), join(folder, 'k.pub'));
      const effective = await resolvePolicy(await keyPolicy('k.pub'), { folder });
      expect(effective.references.get('k.pub')?.sha256).toBe(sha256('key'));
      const absolute = await resolvePolicy(await keyPolicy(join(folder, 'k.pub')));
      expect(absolute.references.size).toBe(1);
    });
  });

  it('says which field names a file that cannot be read', async () => {
    await withTempFolder(async (folder) => {
      const parsed = await keyPolicy('missing.pub');
      const error = await resolvePolicy(parsed, { folder }).catch((thrown: unknown) => thrown as MpkError);
      expect(error).toMatchObject({
        code: 'INPUT_UNREADABLE',
        message: expect.stringContaining(`spec.trust.signers.a.key.file: cannot read ${join(folder, 'missing.pub')}: `),
        hint: expect.stringContaining('correct the path'),
      });
      // It would be printed below the message, which holds all of it.
      expect((error as MpkError).cause).toBeUndefined();
    });
  });

  it('shows control characters of a path and does not print them', async () => {
    const resolving = resolvePolicy(await keyPolicy('x\u001b[2J'), { folder: '/nowhere' });
    await expect(resolving).rejects.toThrow('cannot read /nowhere/x\\u001b[2J: ');
  });

  it('refuses folders and pipes, without waiting for them', async () => {
    await withTempFolder(async (folder) => {
      await mkdir(join(folder, 'dir'));
      execFileSync('mkfifo', [join(folder, 'pipe')]);
      for (const name of ['dir', 'pipe']) {
        const parsed = await keyPolicy(name);
        expect(await thrownCode(() => resolvePolicy(parsed, { folder }))).toBe('INPUT_UNREADABLE');
      }
    });
  });

  it('refuses a file over the limit before reading it, and what a reader of the caller gives too', async () => {
    await withTempFolder(async (folder) => {
      await writeFile(join(folder, 'k'), '');
      await truncate(join(folder, 'k'), MAX_TRUST_FILE_BYTES + 1);
      const parsed = await keyPolicy('k');
      expect(await thrownCode(() => resolvePolicy(parsed, { folder }))).toBe('INPUT_TOO_LARGE');
      const readFile = (): Promise<Uint8Array> => Promise.resolve(new Uint8Array(MAX_TRUST_FILE_BYTES + 1));
      expect(await thrownCode(() => resolvePolicy(parsed, { readFile }))).toBe('INPUT_TOO_LARGE');
    });
  });

  it('holds a file to the limit of each field that names it', async () => {
    const parsed = await policyOf(
      'trust: {signers: {a: {key: {file: both}}}}',
      'requirements: {signature: {anyOf: [a]}, identity: {lock: both}}',
    );
    const readFile = (): Promise<Uint8Array> => Promise.resolve(new Uint8Array(MAX_TRUST_FILE_BYTES + 1));
    expect(await thrownCode(() => resolvePolicy(parsed, { readFile }))).toBe('INPUT_TOO_LARGE');
  });

  it('refuses a private key, and does not repeat it', async () => {
    const readFile = (): Promise<Uint8Array> => Promise.resolve(bytesOf('-----BEGIN EC PRIVATE KEY-----\nc2VjcmV0'));
    await expect(resolvePolicy(await keyPolicy('k'), { readFile })).rejects.toMatchObject({
      code: 'POLICY_INVALID',
      message: 'spec.trust.signers.a.key.file: k holds a private key, expected public material only',
    });
  });

  it('refuses a relative reference of a policy that lies nowhere', async () => {
    const parsed = await keyPolicy('k.pub');
    expect(await thrownCode(() => resolvePolicy(parsed))).toBe('POLICY_INVALID');
  });

  it('keeps a reference named like a property of every object', async () => {
    const { references, digest } = await resolvePolicy(await keyPolicy('__proto__'), { readFile: echo });
    expect(references.has('__proto__')).toBe(true);
    expect(digest).not.toBe((await resolvePolicy(await keyPolicy('constructor'), { readFile: echo })).digest);
  });
});

describe('effectivePolicyFromDocument', () => {
  const document = (spec: unknown): ModelPolicy =>
    ({
      apiVersion: 'modelprovenance.dev/v1alpha1',
      kind: 'ModelPolicy',
      metadata: { name: 'flags' },
      spec,
    }) as ModelPolicy;

  it('gives what the same document in a file gives', async () => {
    const inline = {
      trust: { signers: { a: { key: { inline: 'PEM' } } } },
      requirements: { signature: { anyOf: ['a'] } },
    };
    const read = await parsePolicy(
      bytesOf(policyText(...JSON.stringify(inline, null, 1).split('\n')).replace('name: test', 'name: flags')),
    );
    expect(await effectivePolicyFromDocument(document(inline))).toEqual(await resolvePolicy(read));
  });

  it('refuses what a file could not hold', async () => {
    expect(await thrownCode(() => effectivePolicyFromDocument(document({ mode: 'never' })))).toBe('POLICY_INVALID');
  });
});
