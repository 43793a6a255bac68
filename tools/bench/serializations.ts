// SPDX-License-Identifier: Apache-2.0
// What signing over other hashes and over shards costs against SHA-256 of files, which is made in every case.
import { join } from 'node:path';
import { median, runMpk } from './measure.ts';
import { report } from './report.ts';

const FORMS: readonly (readonly [string, readonly string[]])[] = [
  ['BLAKE2b of files', ['--hash', 'blake2b']],
  ['BLAKE3 of files', ['--hash', 'blake3']],
  ['SHA-256 of shards of 16 MiB', ['--serialization', 'shards', '--shard-size', String(16 * 1024 * 1024)]],
  ['SHA-256 of shards of 1 GB, the default', ['--serialization', 'shards']],
];

/** Signs a folder in every form; ratios of whole processes, pair by pair. */
export function benchSerializations(folder: string, { scratch, rounds }: { scratch: string; rounds: number }): void {
  const key = join(scratch, 'forms');
  runMpk(['key', 'generate', key], scratch);
  const sign = (...form: string[]): number =>
    runMpk(['sign', folder, '--key', `${key}.key`, '-o', `${key}.sig`, '--force', ...form], scratch).wallSeconds;
  sign();
  const ratios = FORMS.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, [, form]] of FORMS.entries()) ratios[i]?.push(sign(...form) / sign());
  }
  for (const [i, [what]] of FORMS.entries()) {
    report(
      `signing 2 GB over ${what}, against SHA-256 of files`,
      '—',
      `${median(ratios[i] ?? []).toFixed(2)} x`,
      undefined,
    );
  }
}
