// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';
import { runMpk, type MpkRun } from './run-mpk.js';

/** Shows a policy that trusts this much. */
const show = async (trust: string): Promise<MpkRun & { readonly keyDigest: string }> => {
  let shown: (MpkRun & { readonly keyDigest: string }) | undefined;
  await withTempFolder((folder) => {
    const mpk = (...args: string[]): MpkRun =>
      runMpk(args, { cwd: folder, env: { MPK_TRUST_CACHE: join(folder, 'cache') } });
    const keyDigest = mpk('key', 'generate', 'k', '--json').json().keyDigest as string;
    writeFileSync(
      join(folder, 'policy.yaml'),
      `apiVersion: modelprovenance.dev/v1alpha1
kind: ModelPolicy
metadata: { name: p }
spec: { trust: ${trust}, requirements: { signature: { anyOf: [s] } } }
`,
    );
    shown = { ...mpk('trust', 'show', 'policy.yaml'), keyDigest };
    return Promise.resolve();
  });
  return shown!;
};

describe('mpk trust show', () => {
  it('shows the key files of a policy, each with the digest that it is known by', async () => {
    const { status, stdout, keyDigest } = await show('{ signers: { s: { key: { file: k.pub } } } }');
    expect(keyDigest).toMatch(/^sha256:/);
    expect([status, stdout]).toEqual([0, `signer s\n  key  ${keyDigest}  k.pub\n`]);
  });

  it('exits with 20 where a root cannot be read, and says which', async () => {
    const { status, stdout } = await show(
      "{ roots: { corp: { tuf: { url: 'https://tuf.invalid', root: k.pub } } }, signers: { s: { keyless: { root: corp, identity: x, issuer: y } } } }",
    );
    expect([status, stdout]).toEqual([20, expect.stringMatching(/^corp\n {2}[A-Z_]+: /)]);
  });

  it('exits with 20 where a key cannot be read', async () => {
    const { status, stdout } = await show('{ signers: { s: { key: { inline: "no key" } } } }');
    expect([status, stdout]).toEqual([20, expect.stringMatching(/^signer s\n {2}KEY_INVALID: .* \(in the policy\)/)]);
  });
});
