// SPDX-License-Identifier: Apache-2.0
import { corporateSetup, startCorporateSigstore } from './corporate-sigstore.js';
import { withReader } from './follow.js';
import { stepsOf, type TutorialStep } from './page.js';

const goesToTheIsland = (step: TutorialStep): boolean =>
  step.kind === 'run' && step.commands.some(({ command }) => command === 'cd island');

describe('docs/tutorials/air-gap.md', () => {
  it('has commands that work in their order, the last ones without any service', async () => {
    const sigstore = await startCorporateSigstore();
    const steps = stepsOf('docs/tutorials/air-gap.md');
    const island = steps.findIndex(goesToTheIsland);
    try {
      await withReader(corporateSetup(sigstore), async ({ run, follow }) => {
        await run('mpk key generate release');
        const services = '--fulcio-url https://fulcio.corp.example --rekor-url https://rekor.corp.example';
        expect(await run(`mpk sign model --keyless ${services}`)).toMatchObject({ status: 0 });
        await follow(steps.slice(0, island));
        await sigstore.stop();
        // What was fetched stays behind as well.
        await run('rm -r trust policy.yaml; export MPK_TRUST_CACHE=/nonexistent/cache');
        await follow(steps.slice(island));
      });
    } finally {
      await sigstore.stop();
    }
  });
});
