// SPDX-License-Identifier: Apache-2.0
// Writes packages/signing/src/trust/public-good-root.ts: what the public Sigstore instance is trusted by, as @sigstore/tuf has it.
//
//   node tools/trust/embed-root.ts                       from node_modules
//   npm pack @sigstore/tuf && tar xf sigstore-tuf-*.tgz && node tools/trust/embed-root.ts package
//
// Read the difference before you commit it: it decides whom everybody trusts who names no other root.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const OUTPUT = join(ROOT, 'packages/signing/src/trust/public-good-root.ts');
const MIRROR = 'https://tuf-repo-cdn.sigstore.dev';

interface Seed {
  readonly 'root.json': string;
  readonly targets: Readonly<Record<string, string>>;
}

/** The texts of a package's seeds for the public instance. */
function readSeed(folder: string): { trustedRoot: string; tufRoot: string } {
  const seeds = JSON.parse(readFileSync(join(folder, 'seeds.json'), 'utf8')) as Record<string, Seed | undefined>;
  const seed = seeds[MIRROR];
  const trustedRoot = seed?.targets['trusted_root.json'];
  if (seed === undefined || trustedRoot === undefined) throw new Error(`${folder} has no seeds for ${MIRROR}`);
  const text = (base64: string): string => Buffer.from(base64, 'base64').toString('utf8');
  return { trustedRoot: text(trustedRoot), tufRoot: text(seed['root.json']) };
}

/** When the registry got this version, and the digest of what it got. */
function published(name: string, version: string): { day: string; integrity: string } {
  const output = execFileSync('npm', ['view', `${name}@${version}`, 'time', 'dist.integrity', '--json']).toString();
  const view = JSON.parse(output) as { time: Record<string, string>; 'dist.integrity': string };
  const time = view.time[version];
  if (time === undefined) throw new Error(`the registry does not know ${name}@${version}`);
  return { day: time.slice(0, 10), integrity: view['dist.integrity'] };
}

function literal(text: string): string {
  if (/[`\r]|\$\{/.test(text)) throw new Error('the text cannot stand in a raw template');
  return `String.raw\`${text}\``;
}

const folder = process.argv[2] ?? join(ROOT, 'node_modules/@sigstore/tuf');
const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, string>;
if (name === undefined || version === undefined) throw new Error(`${folder} is no package`);
const { day, integrity } = published(name, version);
const { trustedRoot, tufRoot } = readSeed(folder);

writeFileSync(
  OUTPUT,
  `// SPDX-License-Identifier: Apache-2.0
// Written by tools/trust/embed-root.ts; do not edit. What the public Sigstore instance (${MIRROR}) is trusted by,
// copied from seeds.json of the npm package ${name} ${version}, published ${day}, Apache-2.0,
// ${integrity}

/** The package that the texts below were taken from. */
export const SOURCE = { package: '${name}', version: '${version}', published: '${day}' } as const;

/** \`trusted_root.json\`, byte for byte. */
export const TRUSTED_ROOT = ${literal(trustedRoot)};

/** A \`root.json\` of TUF that updates can start from, byte for byte. */
export const TUF_ROOT = ${literal(tufRoot)};
`,
);
