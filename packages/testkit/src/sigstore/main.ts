// SPDX-License-Identifier: Apache-2.0
// A local Sigstore for a shell: `node packages/testkit/dist/sigstore/main.js [--port N] [FOLDER]`. Prints one line of JSON
// with its addresses and runs until it is stopped; with a folder, it writes its trust material and a token there as well.
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { SigstoreDescription } from './description.ts';
import { listen } from './http-server.ts';
import { createIdToken } from './id-token.ts';
import { toPem } from './pem.ts';

const { values, positionals } = parseArgs({
  options: { port: { type: 'string', default: '0' } },
  allowPositionals: true,
});
const { description } = await listen({ port: Number(values.port), rsaTsa: true });
const [folder] = positionals;
const { url } = description;
const addresses = {
  pid: process.pid,
  url,
  fulcioUrl: url,
  rekorUrl: url,
  tsaUrl: `${url}/api/v1/timestamp`,
  rsaTsaUrl: `${url}/rsa-tsa`,
  tufUrl: `${url}/tuf`,
  trustedRootUrl: `${url}/trusted_root.json`,
  signingConfigUrl: `${url}/signing_config.v0.2.json`,
  tokenUrl: `${url}/token?email=alice@example.com`,
};
const files = folder === undefined ? {} : await writeFiles(resolve(folder), description);
process.stdout.write(`${JSON.stringify({ ...addresses, ...files })}\n`);

async function writeFiles(target: string, parts: SigstoreDescription): Promise<Record<string, string>> {
  await mkdir(target, { recursive: true });
  const contents: Readonly<Record<string, [string, string]>> = {
    trustedRoot: ['trusted_root.json', parts.trustedRoot],
    signingConfig: ['signing_config.v0.2.json', parts.signingConfigs[2]],
    signingConfigRekorV1: ['signing_config_rekor_v1.v0.2.json', parts.signingConfigs[1]],
    tufRoot: ['root.json', parts.tufRoot],
    rsaTsaAuthorities: ['rsa-tsa.pem', parts.rsaTsaChain.map((der) => toPem(Buffer.from(der, 'base64'))).join('')],
    token: ['token', createIdToken({ email: 'alice@example.com' })],
  };
  const written = await Promise.all(
    Object.entries(contents).map(async ([name, [file, text]]) => {
      await writeFile(join(target, file), text);
      return [name, join(target, file)] as const;
    }),
  );
  return Object.fromEntries(written);
}
