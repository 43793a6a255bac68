// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync } from 'node:crypto';
import { EVIDENCE_SCHEMA, LOCK_SCHEMA, RESULT_SCHEMA, parsePolicy, policyFaults } from '../../src/index.js';
import { bytesOf, policyText } from './example.js';

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const spki = publicKey.export({ type: 'spki', format: 'pem' }) as string;
const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
const sec1 = privateKey.export({ type: 'sec1', format: 'pem', cipher: 'aes-128-cbc', passphrase: 'x' }) as string;

describe('a document that is no policy', () => {
  it.each([
    ['a lock', JSON.stringify({ schema: LOCK_SCHEMA, files: [] }), 'this is a lock, not a policy: give it with --lock'],
    ['evidence', JSON.stringify({ schema: EVIDENCE_SCHEMA }), 'this is evidence, not a policy'],
    ['a result', JSON.stringify({ schema: RESULT_SCHEMA }), 'this is the result of a verification, not a policy'],
    [
      'a bundle',
      '{"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json"}',
      'this is a signature bundle, not a policy: give it with --signature',
    ],
    [
      'a trusted root',
      '{"mediaType": "application/vnd.dev.sigstore.trustedroot+json;version=0.1"}',
      'this is a Sigstore trusted root, not a policy: give it with --trusted-root',
    ],
    [
      'policy tests',
      'apiVersion: modelprovenance.dev/v1alpha1\nkind: ModelPolicyTests\ntests: []',
      'these are the tests of a policy, not a policy: run them with `mpk policy test',
    ],
    ['a ConfigMap', 'apiVersion: v1\nkind: ConfigMap\ndata: {}', 'this is a Kubernetes ConfigMap, not a policy'],
    ['a public key', spki, 'this is a public key, not a policy: give it with --key'],
    ['a private key', pkcs8, 'this is a private key, not a policy'],
    ['an encrypted private key', `\n${sec1}`, 'this is a private key, not a policy'],
    ['a certificate', '-----BEGIN CERTIFICATE-----\nMIIB\n', 'this is a certificate, not a policy'],
    ['another PEM', '-----BEGIN PGP MESSAGE-----\nMIIB\n', 'this is a PEM text, not a policy'],
  ])('is called %s, on one line, by parsing and by lint', async (_, text, message) => {
    const refusal = parsePolicy(bytesOf(text), { path: 'p' });
    await expect(refusal).rejects.toMatchObject({
      code: 'POLICY_INVALID',
      message: expect.stringMatching(/^p:1:1: .*$/),
      hint: expect.stringContaining('mpk policy init'),
    });
    await expect(refusal).rejects.toThrow(message);
    expect(await policyFaults(bytesOf(text))).toEqual([
      { severity: 'error', line: 1, column: 1, pointer: '', message: expect.stringContaining(message) },
    ]);
  });

  it.each([
    [
      'a policy with a key in place',
      policyText('trust: {signers: {a: {key: {inline: "-----BEGIN PUBLIC KEY-----"}}}}'),
    ],
    ['a policy in JSON', '{"kind": "ModelPolicy"}'],
    ['a kind that every object has', '{"kind": "constructor", "schema": "toString"}'],
    ['no mapping', '[]'],
  ])('is not said of %s', async (_, text) => {
    const messages = (await policyFaults(bytesOf(text))).map(({ message }) => message);
    expect(messages.join()).not.toContain('not a policy');
  });
});
