// SPDX-License-Identifier: Apache-2.0
// What signatures cost over reading the bytes, and what a tree of attested models costs to walk.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import {
  MAX_BUNDLE_BYTES,
  SLSA_PROVENANCE_TYPE,
  TRAINING_BUILD_TYPE,
  createManifest,
  createOmsStatement,
  createStatement,
  manifestDigest,
  manifestOmsRoot,
  sha256Hex,
  type Manifest,
} from '@mpk/core';
import { createKeySigner, createKeylessSigner } from '@mpk/signing';
import { LOCAL_ISSUER, startLocalSigstore, type LocalSigstore } from '@mpk/testkit/sigstore';
import { median, runMpk } from './measure.ts';
import { report } from './report.ts';

const EMAIL = 'bench@example.com';
const TREE_MODELS = 200;

const ms = (seconds: number): string => `${(seconds * 1000).toFixed(0)} ms`;

/** What verifying one keyless bundle costs a program that has started: loading what it needs, and the verification itself. */
const VERIFY_ONCE = `
import { readFileSync } from 'node:fs';
import { parseBundle, verifyStatement } from '@mpk/core';
import { createKeylessVerifier } from '@mpk/signing';
const [root, bundle, identity, issuer] = process.argv.slice(1);
const [trustedRoot, bytes] = [readFileSync(root), readFileSync(bundle)];
const cpu = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1e6; };
const started = cpu();
const verifier = await createKeylessVerifier({ trustedRoot, identity, issuer });
verifyStatement(parseBundle(bytes), verifier);
const first = cpu();
for (let i = 0; i < 20; i++) verifyStatement(parseBundle(bytes), verifier);
console.log(JSON.stringify({ first: first - started, next: (cpu() - first) / 20 }));
`;

/** Signing and verifying a small model, with a key and keyless, against digesting it. */
export async function benchSignatures(scratch: string, rounds: number): Promise<void> {
  const sigstore = await startLocalSigstore();
  try {
    const model = smallModel(join(scratch, 'signed'));
    const bundles = await keylessBundles(sigstore, scratch);
    for (const [name, path] of Object.entries(bundles)) {
      const runs = Array.from({ length: rounds }, () => verifyOnce(scratch, path));
      const first = median(runs.map((run) => run.first));
      report(`verify one keyless bundle (${name}) after start, CPU`, '< 30 ms', ms(first), first < 0.03);
      report('  each further one', '—', `${(median(runs.map((run) => run.next)) * 1000).toFixed(1)} ms`, undefined);
    }
    benchSigning(model, sigstore, { scratch, rounds });
  } finally {
    await sigstore.stop();
  }
}

function smallModel(folder: string): string {
  mkdirSync(folder);
  writeFileSync(join(folder, 'config.json'), '{}');
  writeFileSync(join(folder, 'w.bin'), Buffer.alloc(1024 * 1024, 7));
  return folder;
}

async function keylessBundles(sigstore: LocalSigstore, scratch: string): Promise<Record<string, string>> {
  writeFileSync(join(scratch, 'root.json'), sigstore.trustedRoot);
  const statement = createOmsStatement(manifestOf('bench'), { modelName: 'bench' });
  const paths: Record<string, string> = {};
  for (const rekorVersion of [1, 2] as const) {
    const signer = createKeylessSigner({
      identityProvider: { getToken: () => Promise.resolve(sigstore.idToken({ email: EMAIL, email_verified: true })) },
      fulcioUrl: sigstore.url,
      rekorUrl: sigstore.url,
      rekorVersion,
      tsaUrl: sigstore.url,
    });
    const path = join(scratch, `rekor-${rekorVersion}.json`);
    writeFileSync(path, JSON.stringify(await signer.sign(statement)));
    paths[`Rekor v${rekorVersion}`] = path;
  }
  return paths;
}

function verifyOnce(scratch: string, bundle: string): { first: number; next: number } {
  const args = ['--input-type=module', '-e', VERIFY_ONCE, join(scratch, 'root.json'), bundle, EMAIL, LOCAL_ISSUER];
  const child = spawnSync(process.execPath, args, { encoding: 'utf8', cwd: import.meta.dirname });
  if (child.status !== 0) throw new Error(child.stderr);
  return JSON.parse(child.stdout) as { first: number; next: number };
}

function benchSigning(model: string, sigstore: LocalSigstore, run: { scratch: string; rounds: number }): void {
  const { scratch, rounds } = run;
  const key = join(scratch, 'signing');
  runMpk(['key', 'generate', key], scratch);
  writeFileSync(join(scratch, 'token'), sigstore.idToken({ email: EMAIL, email_verified: true }));
  const urls = ['--fulcio-url', sigstore.url, '--rekor-url', sigstore.url];
  const sign = (...how: string[]): number => runMpk(['sign', model, '--force', ...how], scratch).cpuSeconds;
  const [withKey, keyless]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const digest = runMpk(['digest', model], scratch).cpuSeconds;
    withKey.push(sign('--key', `${key}.key`) - digest);
    keyless.push(sign('--keyless', '--identity-token-file', join(scratch, 'token'), ...urls) - digest);
  }
  for (const [name, over] of [
    ['with a key', withKey],
    ['keyless', keyless],
  ] as const) {
    report(`\`mpk sign\` ${name} over \`mpk digest\`, CPU`, '< 50 ms', ms(median(over)), median(over) < 0.05);
  }
}

const manifestOf = (name: string): Manifest =>
  createManifest([{ name: 'w.safetensors', sizeBytes: 9, sha256: sha256Hex(name) }]);

/** `mpk lineage` over a chain and bushes of attested models, each with its signature and provenance. */
export async function benchTree(scratch: string, rounds: number): Promise<void> {
  const [folder, model] = [join(scratch, 'tree'), join(scratch, 'tip')];
  for (const path of [folder, model]) mkdirSync(path);
  writeFileSync(join(model, 'config.json'), '{}');
  const key = join(scratch, 'tree-key');
  runMpk(['key', 'generate', key], scratch);
  const signer = createKeySigner({ privateKeyPem: readFileSync(`${key}.key`) });
  const manifests = Array.from({ length: TREE_MODELS - 1 }, (_, i) => manifestOf(`model ${i}`));
  for (const [i, manifest] of manifests.entries()) {
    const parents = [2 * i + 1, 2 * i + 2].flatMap((at) => manifests[at] ?? []);
    const statements = [createOmsStatement(manifest, { modelName: `m${i}` }), provenanceOf(manifest, parents)];
    for (const [j, statement] of statements.entries()) {
      writeFileSync(join(folder, `${i}-${j}.json`), JSON.stringify(await signer.sign(statement)));
    }
  }
  runMpk(['sign', model, '--key', `${key}.key`], scratch);
  writeFileSync(join(scratch, 'training.json'), JSON.stringify(predicateOf(manifests.slice(0, 1))));
  runMpk(
    ['attest', model, '--type', 'training', '--predicate', join(scratch, 'training.json'), '--key', `${key}.key`],
    scratch,
  );
  const walk = (): number =>
    runMpk(['lineage', model, '--key', `${key}.pub`, '--attestations', folder], scratch).cpuSeconds;
  const found = median(Array.from({ length: rounds }, walk));
  report(
    `a tree of ${TREE_MODELS} attested models, whole \`mpk lineage\`, CPU`,
    '< 2 s',
    `${found.toFixed(2)} s`,
    found < 2,
  );
}

function provenanceOf(manifest: Manifest, parents: readonly Manifest[]): Buffer {
  const digests = [manifestDigest(manifest), manifestOmsRoot(manifest)].map((digest) => digest.slice('sha256:'.length));
  const subject = digests.map((sha256) => ({ name: 'm', digest: { sha256 } }));
  const statement = { subject, predicateType: SLSA_PROVENANCE_TYPE, predicate: predicateOf(parents) };
  return createStatement(statement, MAX_BUNDLE_BYTES);
}

const predicateOf = (parents: readonly Manifest[]): object => ({
  buildDefinition: {
    buildType: TRAINING_BUILD_TYPE,
    externalParameters: { command: ['train'] },
    resolvedDependencies: parents.map((parent) => ({
      name: 'parent',
      digest: { sha256: manifestOmsRoot(parent).slice('sha256:'.length) },
      annotations: { role: 'base-model', relation: 'finetune', manifestDigest: manifestDigest(parent) },
    })),
  },
  runDetails: { builder: { id: 'https://bench.example' } },
});
