// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { thrownCode, withTempFolder } from '@mpk/testkit';
import { withLocalOidc } from '@mpk/testkit/oidc';
import { startLocalSigstore, type LocalSigstore } from '@mpk/testkit/sigstore';
import { startLocalTuf } from '@mpk/testkit/tuf';
import {
  TRUSTED_ROOT_TARGET,
  createKeylessSigner,
  createKeylessVerifier,
  describeTrustedRoot,
  interactiveProvider,
  readCachedTrust,
  updateTrust,
  withRevocation,
} from '@mpk/signing';
import { PAYLOAD, reread } from './bundles.js';

let sigstore: LocalSigstore;

beforeAll(async () => {
  sigstore = await startLocalSigstore();
}, 40_000);
afterAll(() => sigstore.stop());

it('a person signs in, signs, and the signature verifies with a root that came over TUF, until it is revoked', () =>
  withTempFolder(async (folder) => {
    const { bundle, issuer } = await withLocalOidc(async (oidc) => {
      const openUrl = (url: URL): Promise<unknown> => fetch(url);
      const options = { issuer: oidc.issuer, flow: 'browser', onPrompt: () => undefined, openUrl } as const;
      const identityProvider = interactiveProvider(options);
      const signer = createKeylessSigner({ identityProvider, fulcioUrl: sigstore.url, rekorUrl: sigstore.url });
      return { bundle: reread(await signer.sign(PAYLOAD)), issuer: oidc.issuer };
    });

    const tuf = await startLocalTuf();
    tuf.repo.publish({ [TRUSTED_ROOT_TARGET]: sigstore.trustedRoot });
    const cacheFolder = join(folder, 'trust');
    const trust = { url: tuf.url, root: tuf.repo.root(), cacheFolder, targets: [TRUSTED_ROOT_TARGET] };
    await updateTrust(trust);
    await tuf.close();
    const trustedRoot = (await readCachedTrust(trust)).targets.get(TRUSTED_ROOT_TARGET)!;

    const verifier = await createKeylessVerifier({ trustedRoot, identity: 'alice@example.com', issuer });
    const proven = verifier.verify(bundle);
    expect(proven.identity).toMatchObject({ rootDigest: describeTrustedRoot(trustedRoot).digest });

    const digest = proven.restsOn[0]!;
    const [signedAt] = proven.timestamps;
    const revokedAt = (ms: number) => withRevocation(verifier, [{ digest, since: new Date(signedAt!.getTime() + ms) }]);
    expect(revokedAt(1).verify(bundle)).toEqual(proven);
    await expect(thrownCode(() => revokedAt(0).verify(bundle))).resolves.toBe('SIGNATURE_REVOKED');
  }));
