// SPDX-License-Identifier: Apache-2.0
// Verification asks nobody: in a network namespace without interfaces, and with every way out watched.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';
import { LOCAL_ISSUER, startLocalSigstore, type LocalSigstore } from '@mpk/testkit/sigstore';
import { runMpk } from './run-mpk.js';

const EMAIL = 'trainer@example.com';
const BIN = join(import.meta.dirname, '../bin/run.js');

/** Writes down every name that is looked up and every connection that is begun, and lets none through. */
const WATCH = `
import { appendFileSync } from 'node:fs';
import dns from 'node:dns';
import net from 'node:net';
import { syncBuiltinESMExports } from 'node:module';
const note = (what) => { appendFileSync(process.env.MPK_WATCH, what + '\\n'); throw new Error('no network'); };
net.Socket.prototype.connect = () => note('connect');
dns.lookup = () => note('lookup');
dns.promises.lookup = () => note('lookup');
syncBuiltinESMExports();
`;

const canUnshare = spawnSync('unshare', ['--net', 'true']).status === 0;

let sigstore: LocalSigstore;
beforeAll(async () => {
  sigstore = await startLocalSigstore();
});
afterAll(() => sigstore.stop());

const POLICY = (): string => `apiVersion: modelprovenance.dev/v1alpha1
kind: ModelPolicy
metadata: { name: p }
spec:
  trust:
    roots: { corp: { trustedRoot: root.json }, tuf: { tuf: { url: '${sigstore.tuf.url}', root: tuf-root.json } }, public: { sigstore: public-good } }
    signers:
      trainer: { keyless: { root: corp, identity: ${EMAIL}, issuer: '${LOCAL_ISSUER}' } }
      same: { keyless: { root: tuf, identity: ${EMAIL}, issuer: '${LOCAL_ISSUER}' } }
      other: { keyless: { root: public, identity: ${EMAIL}, issuer: '${LOCAL_ISSUER}' } }
  requirements:
    signature: { anyOf: [trainer, same, other] }
    provenance: { signedBy: [trainer] }
`;

/** What is asked, with the exit status that it must have. */
const COMMANDS: readonly [string, number][] = [
  ['verify model --policy policy.yaml', 0],
  [`verify model --trusted-root root.json --identity ${EMAIL} --issuer ${LOCAL_ISSUER}`, 0],
  [`verify model --identity ${EMAIL} --issuer ${LOCAL_ISSUER}`, 10],
  ['lineage model --policy policy.yaml', 0],
  ['signature show model/model.sig', 0],
  ['signature diff model/model.sig model/model.sig', 0],
  ['trust show policy.yaml', 0],
  ['policy lint policy.yaml', 0],
  ['digest model', 0],
];

/** A model that is recorded and signed keyless, and all that its policy needs. */
async function withModel(use: (folder: string, env: Record<string, string>) => void): Promise<void> {
  await withTempFolder((folder) => {
    writeFileSync(join(folder, 'root.json'), sigstore.trustedRoot);
    writeFileSync(join(folder, 'tuf-root.json'), sigstore.tuf.root);
    writeFileSync(join(folder, 'token'), sigstore.idToken({ email: EMAIL, email_verified: true }));
    writeFileSync(join(folder, 'policy.yaml'), POLICY());
    mkdirSync(join(folder, 'home'));
    const env = { MPK_TRUST_CACHE: join(folder, 'cache'), HOME: join(folder, 'home') };
    const urls = `--fulcio-url ${sigstore.url} --rekor-url ${sigstore.url}`;
    const record = `record --output model --keyless --identity-token-file token ${urls} -- sh -c`;
    const made = runMpk([...record.split(' '), 'mkdir model && echo x > model/w.txt'], { cwd: folder, env });
    expect([made.status, runMpk(['trust', 'update', '--policy', 'policy.yaml'], { cwd: folder, env }).status]).toEqual([
      0, 0,
    ]);
    use(folder, env);
    return Promise.resolve();
  });
}

describe('without a network', () => {
  it('whatever verifies works, and looks for none', () =>
    withModel((folder, env) => {
      writeFileSync(join(folder, 'watch.mjs'), WATCH);
      const watched = {
        ...env,
        NODE_OPTIONS: `--import ${join(folder, 'watch.mjs')}`,
        MPK_WATCH: join(folder, 'seen'),
      };
      for (const [command, status] of COMMANDS) {
        const run = runMpk(command.split(' '), { cwd: folder, env: watched });
        expect([command, run.status, run.status === status ? '' : run.stderr]).toEqual([command, status, '']);
      }
      expect(existsSync(join(folder, 'seen'))).toBe(false);
      // The watch sees what does ask.
      expect(runMpk(['trust', 'update', '--policy', 'policy.yaml'], { cwd: folder, env: watched }).status).not.toBe(0);
      expect(readFileSync(join(folder, 'seen'), 'utf8')).toMatch(/^(?:connect|lookup)\n/);
    }));

  (canUnshare ? it : it.skip)('whatever verifies works in a namespace without interfaces', () =>
    withModel((folder, env) => {
      for (const [command, status] of COMMANDS) {
        const args = ['--net', process.execPath, BIN, ...command.split(' ')];
        const run = spawnSync('unshare', args, {
          cwd: folder,
          env: { PATH: process.env['PATH'], ...env },
          encoding: 'utf8',
        });
        expect([command, run.status, run.status === status ? '' : run.stderr]).toEqual([command, status, '']);
      }
    }),
  );
});
