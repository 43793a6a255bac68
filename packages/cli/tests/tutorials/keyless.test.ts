// SPDX-License-Identifier: Apache-2.0
import { startLocalOidc } from '@mpk/testkit/oidc';
import type { LocalSigstore } from '@mpk/testkit/sigstore';
import { corporateSetup, startCorporateSigstore } from './corporate-sigstore.js';
import { withReader } from './follow.js';
import { outputPattern, stepsOf } from './page.js';

const PAGE = 'docs/tutorials/keyless.md';

let sigstore: LocalSigstore;
beforeAll(async () => {
  sigstore = await startCorporateSigstore();
});
afterAll(() => sigstore.stop());

describe(PAGE, () => {
  it('has commands that work in their order, and print what it says', () =>
    withReader(corporateSetup(sigstore), ({ follow }) => follow(stepsOf(PAGE))));

  it('shows how one signs in with a code, which a person does', async () => {
    const oidc = await startLocalOidc();
    oidc.faults.device = (answer) => {
      answer['interval'] = 1;
      oidc.decide(String(answer['user_code']), 'approved');
    };
    const shown = stepsOf(PAGE).flatMap((step) =>
      step.kind === 'shown' && step.language === 'console' ? step.content : [],
    );
    const lines = shown.join('').split('\n');
    const at = lines.findIndex((line) => line.includes('--oauth-flow device'));
    const [command = '', ...prompt] = lines.slice(at, at + 4);
    const setup = corporateSetup(sigstore);
    const standsFor = { ...setup.standsFor, 'https://login.corp.example': oidc.issuer };
    try {
      await withReader({ ...setup, standsFor, env: {} }, async ({ run }) => {
        await run(
          'export SIGSTORE_FULCIO_URL=https://fulcio.corp.example SIGSTORE_REKOR_URL=https://rekor.corp.example',
        );
        const { status, output } = await run(command.replace(/^\$ /, ''));
        const expected = prompt.join('\n').replaceAll(/[A-Z]{4}-[A-Z]{4}/g, '...');
        expect([status, output]).toEqual([0, expect.stringMatching(outputPattern(`${expected}\nsigned 2 files\n...`))]);
        const who = '--identity alice@example.com --issuer https://login.corp.example';
        expect(await run(`mpk verify model --trusted-root trust/trusted_root.json ${who}`)).toMatchObject({
          status: 0,
        });
      });
    } finally {
      await oidc.close();
    }
  });
});
