// SPDX-License-Identifier: Apache-2.0
// AI-BOMs of several programs of the same folders: which facts each finds, misses and invents. See README.md.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { ask } from './ask.ts';
import { FOLDERS } from './folders/index.ts';
import { judge } from './judge.ts';
import { toPage, type Answer } from './page.ts';
import { PEERS, type Peer } from './peers.ts';
import type { Folder } from './truth.ts';
import { soundnessOf } from './validity.ts';

const { values } = parseArgs({
  options: { page: { type: 'string' }, keep: { type: 'string' }, only: { type: 'string', multiple: true } },
});

function judged(peer: Peer, folder: Folder): Answer['judgements'][number] {
  const document = ask(peer, folder);
  if (values.keep !== undefined && document !== undefined)
    writeFileSync(join(values.keep, `${peer.name}-${folder.name}.json`), JSON.stringify(document, null, 2));
  return { ...judge(folder, document), ...soundnessOf(document) };
}

const asked = PEERS.filter(({ name }) => values.only?.includes(name) ?? true);
const missing = asked.filter(({ program }) => program === undefined).map(({ name }) => name);
for (const name of missing) console.error(`${name} is MISSING: run tools/bom-bench/install.sh`);
const answers = asked
  .filter(({ program }) => program !== undefined)
  .map((peer): Answer => ({ ...peer, judgements: FOLDERS.map((folder) => judged(peer, folder)) }));
const config = await resolveConfig(import.meta.filename);
const page = await format(toPage(answers, FOLDERS, missing), { ...config, parser: 'markdown' });
if (values.page === undefined) console.log(page);
else writeFileSync(values.page, page);
