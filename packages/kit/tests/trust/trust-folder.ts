// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';
import type { LocalSigstore } from '@mpk/testkit/sigstore';
import { generateKeyFiles } from '@mpk/kit/key';
import { signModel, type SigningMethod } from '@mpk/kit/sign';
import { verifyModel, type VerifyOptions } from '@mpk/kit/verify';

export const EMAIL = 'trainer@example.com';

/** A model, a key, what a local Sigstore is trusted by, and ways to sign and judge. */
export interface TrustFolder {
  readonly folder: string;
  readonly model: string;
  /** a cache of trust of this test's own */
  readonly env: NodeJS.ProcessEnv;
  readonly sign: (method: SigningMethod) => Promise<void>;
  /** outcome and code of the signature requirement under `spec.trust` in YAML flow, with signer `s` */
  readonly judge: (trust: string, options?: Partial<VerifyOptions>) => Promise<readonly (string | undefined)[]>;
}

export const withTrustFolder = (sigstore: LocalSigstore, use: (setup: TrustFolder) => Promise<void>): Promise<void> =>
  withTempFolder(async (folder) => {
    const model = join(folder, 'model');
    mkdirSync(model);
    writeFileSync(join(model, 'config.json'), '{}');
    generateKeyFiles({ name: join(folder, 'k'), curve: 'P-256' });
    writeFileSync(join(folder, 'root.json'), sigstore.trustedRoot);
    writeFileSync(join(folder, 'tuf-root.json'), sigstore.tuf.root);
    writeFileSync(join(folder, 'token'), sigstore.idToken({ email: EMAIL, email_verified: true }));
    const env = { MPK_TRUST_CACHE: join(folder, 'cache') };
    await use({
      folder,
      model,
      env,
      sign: async (method) => {
        await signModel({ model, method, env, overwrite: true });
      },
      judge: async (trust, options = {}) => {
        const path = join(folder, 'policy.yaml');
        writeFileSync(path, policyText(trust));
        const { result } = await verifyModel({ model, policy: { path }, env, ...options });
        expect(result.error).toBeUndefined();
        const [line] = result.requirements;
        return [`${line?.outcome} ${line?.code}`, ...(result.warnings ?? [])];
      },
    });
  });

export const policyText = (trust: string): string => `apiVersion: modelprovenance.dev/v1alpha1
kind: ModelPolicy
metadata: { name: p }
spec:
  trust: ${trust}
  requirements: { signature: { anyOf: [s] } }
`;

export const tokenMethod = (
  folder: string,
  services: Extract<SigningMethod, { keyless: unknown }>['keyless']['services'],
): SigningMethod => ({ keyless: { identity: { kind: 'token-file', path: join(folder, 'token') }, services } });
