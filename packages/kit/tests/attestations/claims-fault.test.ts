// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_CLAIMS, MAX_CLAIMS_BYTES } from '@mpk/core';
import { generateKeyFiles } from '@mpk/kit/key';
import { signModel } from '@mpk/kit/sign';
import { verifyModel } from '@mpk/kit/verify';
import { withTempFolder } from '@mpk/testkit';

const AS_FILE = 'claims.jsonl counts as a file of the model:';

/** A model with two signatures, one of them in the claims, which `change` then makes something else of. */
async function verifyAfter(change: (claims: string, path: string) => void) {
  let outcome: Awaited<ReturnType<typeof verifyModel>> | undefined;
  await withTempFolder(async (folder) => {
    const model = join(folder, 'model');
    mkdirSync(model);
    writeFileSync(join(model, 'config.json'), '{}');
    const { privateKeyPath } = generateKeyFiles({ name: join(folder, 'k'), curve: 'P-256' });
    for (const append of [false, true]) await signModel({ model, method: { key: { privateKeyPath } }, append });
    const path = join(model, 'claims.jsonl');
    change(readFileSync(path, 'utf8'), path);
    outcome = await verifyModel({ model, keyPath: join(folder, 'k.pub'), jobs: 1 });
  });
  return outcome!;
}

describe('a file called claims.jsonl that holds something else', () => {
  it.each<[string, (claims: string) => string, string]>([
    ['a line of junk', (claims) => `${claims}junk\n`, 'line 2 is no bundle'],
    ['a last line that was cut', (claims) => claims + claims.slice(0, 100), 'line 2 is no bundle'],
    ['a member that no bundle has', (claims) => `{"text":1,${claims.slice(1)}`, 'line 1 is no bundle: bundle "text"'],
    ['too many lines', (claims) => claims.repeat(MAX_CLAIMS + 1), `more than ${MAX_CLAIMS} claims`],
    ['nothing', () => '', 'it is empty'],
  ])(
    'is refused as a file that nobody signed, and the answer says why it counts as one: %s',
    async (_, change, why) => {
      const { result, exitCode } = await verifyAfter((claims, path) => writeFileSync(path, change(claims)));
      expect([exitCode, result.code]).toEqual([10, 'FILES_MISMATCH']);
      expect(result.warnings).toContainEqual(expect.stringContaining(`${AS_FILE} `));
      expect(result.warnings?.join()).toContain(why);
    },
  );

  it('is told of where it is too large to be looked at', async () => {
    const { result } = await verifyAfter((_, path) => truncateSync(path, MAX_CLAIMS_BYTES + 1));
    expect(result.warnings).toEqual([`${AS_FILE} it has more than the ${MAX_CLAIMS_BYTES} bytes of claims`]);
  });

  it('is not told of where every line is a bundle', async () => {
    const { result, exitCode } = await verifyAfter(() => undefined);
    expect([exitCode, result.warnings]).toEqual([0, undefined]);
  });
});
