// SPDX-License-Identifier: Apache-2.0
import { startLocalSigstore, type LocalSigstore } from '@mpk/testkit/sigstore';
import type { ReaderSetup } from './follow.js';

/** Starts what stands for a company's Sigstore under `corp.example`, in a process of its own. */
export const startCorporateSigstore = (): Promise<LocalSigstore> => startLocalSigstore({ rsaTsa: true });

/** What a platform team gives to whoever signs and verifies, a model, and the identity of a training job. */
export function corporateSetup(sigstore: LocalSigstore): ReaderSetup {
  const trainer = { namespace: 'ml', serviceaccount: { name: 'trainer' } };
  return {
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
  };
}
