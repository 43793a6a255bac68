// SPDX-License-Identifier: Apache-2.0
import { corporateSetup, startCorporateSigstore } from './corporate-sigstore.js';
import { withReader } from './follow.js';
import { stepsOf } from './page.js';

describe('docs/tutorials/keyless.md', () => {
  it('has commands that work in their order, and print what it says', async () => {
    const sigstore = await startCorporateSigstore();
    try {
      await withReader(corporateSetup(sigstore), ({ follow }) => follow(stepsOf('docs/tutorials/keyless.md')));
    } finally {
      await sigstore.stop();
    }
  });
});
