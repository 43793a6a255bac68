// SPDX-License-Identifier: Apache-2.0
import { parsePolicy, policyFaults, renderFault } from '../../src/index.js';
import { policyMaterial } from '../../src/policy/material.js';
import { bytesOf, FULL_POLICY, policyText } from './example.js';
import type { CheckMaterial } from '../../src/index.js';

const lint = async (text: string, checkMaterial: CheckMaterial): Promise<readonly string[]> =>
  (await policyFaults(bytesOf(text), { checkMaterial })).map((fault) => `${fault.severity} ${renderFault(fault, 'p')}`);

describe('policyMaterial', () => {
  it('names every key, authority, root and lock with its field', async () => {
    const { document } = await parsePolicy(bytesOf(FULL_POLICY));
    expect(policyMaterial(document).map(({ kind, pointer }) => [kind, pointer])).toEqual([
      ['trustedRoot', '/spec/trust/roots/corp/trustedRoot'],
      ['tufRoot', '/spec/trust/roots/mirror/tuf/root'],
      ['timestampCa', '/spec/trust/timestampAuthorities/tsa/ca/file'],
      ['key', '/spec/trust/signers/offline/key/file'],
      ['key', '/spec/trust/signers/inline/key/inline'],
      ['ca', '/spec/trust/signers/pki/certificate/ca/file'],
      ['pattern', '/spec/trust/signers/builds/keyless/issuerPattern'],
      ['pattern', '/spec/trust/signers/builds/keyless/identityPattern'],
      ['lock', '/spec/requirements/identity/lock'],
    ]);
  });
});

describe('policyFaults with a look at the material', () => {
  const keys = policyText(
    'trust:',
    '  signers:',
    '    a: {key: {file: a.pub}}',
    '    b: {key: {inline: "-----BEGIN PRIVATE KEY-----"}}',
    'requirements: {signature: {anyOf: [a, b]}}',
  );

  it('puts what is wrong at line and column of the field, without control characters', async () => {
    const text = policyText('trust: {signers: {a: {key: {file: a.pub}}}}', 'requirements: {signature: {anyOf: [a]}}');
    expect(await lint(text, () => Promise.resolve('cannot read \u001b[2Ja.pub'))).toEqual([
      'error p:5:37: cannot read \\u001b[2Ja.pub',
    ]);
    expect(await lint(text, () => Promise.resolve(undefined))).toEqual([]);
  });

  it('has one fault for one place', async () => {
    const asked: string[] = [];
    const faults = await lint(keys, ({ pointer }) => Promise.resolve((asked.push(pointer), undefined)));
    expect(asked).toEqual(['/spec/trust/signers/a/key/file']);
    expect(faults).toEqual([expect.stringContaining('error p:8:25: found a private key')]);
  });

  it('looks at nothing where the document does not fit the schema', async () => {
    const faults = await lint(keys.replace('anyOf', 'anyof'), () => Promise.reject(new Error('asked')));
    expect(faults.join()).toContain('did you mean "anyOf"?');
  });
});
