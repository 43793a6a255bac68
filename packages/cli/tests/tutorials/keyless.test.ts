// SPDX-License-Identifier: Apache-2.0
import { startLocalSigstore } from '@mpk/testkit/sigstore';
import { withReader, type ReaderSetup } from './follow.js';
import { stepsOf } from './page.js';

/** A company's Sigstore, and what its platform team gives to whoever signs and verifies. */
async function withCorporateSigstore(use: (setup: ReaderSetup) => Promise<void>): Promise<void> {
  const sigstore = await startLocalSigstore({ rsaTsa: true });
  const trainer = { namespace: 'ml', serviceaccount: { name: 'trainer' } };
  try {
    await use({
      files: {
        'model/config.json': '{"architectures": []}\n',
        'model/README.md': '# A model\n',
        'trust/trusted_root.json': sigstore.trustedRoot,
        'trust/signing_config.json': sigstore.signingConfig(2),
        'trust/root.json': sigstore.tuf.root,
        'trust/tsa.pem': sigstore.rsaTsa?.caPem ?? '',
        'reviewer.token': sigstore.idToken({ iss: 'https://login.corp.example', email: 'ada.l@ml.corp.example' }),
      },
      env: {
        SIGSTORE_ID_TOKEN: sigstore.idToken({ iss: 'https://oidc.corp.example', 'kubernetes.io': trainer }),
      },
      standsFor: {
        'https://fulcio.corp.example': sigstore.url,
        'https://rekor.corp.example': sigstore.url,
        'https://tuf.corp.example': sigstore.tuf.url,
        'https://tsa.corp.example': sigstore.rsaTsa?.url ?? '',
      },
    });
  } finally {
    await sigstore.stop();
  }
}

describe('docs/tutorials/keyless.md', () => {
  it('has commands that work in their order, and print what it says', () =>
    withCorporateSigstore((setup) =>
      withReader(setup, async ({ follow, run }) => {
        await follow(stepsOf('docs/tutorials/keyless.md'));
        const { output } = await run('mpk signature show model/model.sig');
        expect(output).toContain('timestamps 0');
      }),
    ));
});
