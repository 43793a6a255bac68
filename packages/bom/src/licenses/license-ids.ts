// SPDX-License-Identifier: Apache-2.0
import { licenseOfUrl } from './license-urls.js';

/**
 * What a licence asks of those who pass a model on, in a word: a reason to look, never advice.
 *
 * `community-terms`: of one maker, and of no list of open licences; `use-restrictions`: some uses are forbidden, and those who pass
 * it on have to forbid them, too; `naming`, `notice`: names of derivatives, and a file beside them, are told; `user-limit`: not for
 * those with very many users; `eu-limit`: some models are not for those in the European Union; `undetermined`: it is not said.
 */
export type LicenseTrait =
  | 'community-terms'
  | 'copyleft'
  | 'eu-limit'
  | 'naming'
  | 'no-derivatives'
  | 'non-commercial'
  | 'notice'
  | 'share-alike'
  | 'undetermined'
  | 'use-restrictions'
  | 'user-limit';

/** What is known of an id of a licence. */
export interface LicenseFacts {
  /** id at the Hub, or ours where it has none; lower case */
  readonly id: string;
  /** id of SPDX 3.28; undefined: it has none, or the id is no single licence */
  readonly spdx?: string;
  /** `LicenseRef-...` where SPDX has no id: of ScanCode's database where that has one */
  readonly ref?: string;
  readonly traits: readonly LicenseTrait[];
  /** the id names a family, and no licence */
  readonly isFamily: boolean;
  /** the id does not say which version it is, or whether later ones count, and `spdx` is the narrowest reading */
  readonly isAssumed: boolean;
  /** cards may have it as `license` */
  readonly isHub: boolean;
}

type Row = readonly [id: string, facts: Partial<Omit<LicenseFacts, 'id'>>];

/** Ids that the Hub offers, in its order (November 2026). */
// prettier-ignore: one a line
const ROWS: readonly Row[] = [
  ['apache-2.0', { spdx: 'Apache-2.0' }],
  ['mit', { spdx: 'MIT' }],
  ['openrail', { traits: ['use-restrictions'], isFamily: true }],
  ['bigscience-openrail-m', { ref: 'LicenseRef-scancode-bigscience-open-rail-m', traits: ['use-restrictions'] }],
  ['creativeml-openrail-m', { ref: 'LicenseRef-scancode-stable-diffusion-2022-08-22', traits: ['use-restrictions'] }],
  ['bigscience-bloom-rail-1.0', { ref: 'LicenseRef-scancode-bigscience-rail-1.0', traits: ['use-restrictions'] }],
  ['bigcode-openrail-m', { ref: 'LicenseRef-scancode-bigcode-open-rail-m-v1', traits: ['use-restrictions'] }],
  ['afl-3.0', { spdx: 'AFL-3.0' }],
  ['artistic-2.0', { spdx: 'Artistic-2.0' }],
  ['bsl-1.0', { spdx: 'BSL-1.0' }],
  ['bsd', { isFamily: true }],
  ['bsd-2-clause', { spdx: 'BSD-2-Clause' }],
  ['bsd-3-clause', { spdx: 'BSD-3-Clause' }],
  ['bsd-3-clause-clear', { spdx: 'BSD-3-Clause-Clear' }],
  ['c-uda', { spdx: 'C-UDA-1.0', isAssumed: true }],
  ['cc', { isFamily: true }],
  ['cc0-1.0', { spdx: 'CC0-1.0' }],
  ['cc-by-2.0', { spdx: 'CC-BY-2.0' }],
  ['cc-by-2.5', { spdx: 'CC-BY-2.5' }],
  ['cc-by-3.0', { spdx: 'CC-BY-3.0' }],
  ['cc-by-4.0', { spdx: 'CC-BY-4.0' }],
  ['cc-by-sa-3.0', { spdx: 'CC-BY-SA-3.0', traits: ['share-alike'] }],
  ['cc-by-sa-4.0', { spdx: 'CC-BY-SA-4.0', traits: ['share-alike'] }],
  ['cc-by-nc-2.0', { spdx: 'CC-BY-NC-2.0', traits: ['non-commercial'] }],
  ['cc-by-nc-3.0', { spdx: 'CC-BY-NC-3.0', traits: ['non-commercial'] }],
  ['cc-by-nc-4.0', { spdx: 'CC-BY-NC-4.0', traits: ['non-commercial'] }],
  ['cc-by-nd-4.0', { spdx: 'CC-BY-ND-4.0', traits: ['no-derivatives'] }],
  ['cc-by-nc-nd-3.0', { spdx: 'CC-BY-NC-ND-3.0', traits: ['non-commercial', 'no-derivatives'] }],
  ['cc-by-nc-nd-4.0', { spdx: 'CC-BY-NC-ND-4.0', traits: ['non-commercial', 'no-derivatives'] }],
  ['cc-by-nc-sa-2.0', { spdx: 'CC-BY-NC-SA-2.0', traits: ['non-commercial', 'share-alike'] }],
  ['cc-by-nc-sa-3.0', { spdx: 'CC-BY-NC-SA-3.0', traits: ['non-commercial', 'share-alike'] }],
  ['cc-by-nc-sa-4.0', { spdx: 'CC-BY-NC-SA-4.0', traits: ['non-commercial', 'share-alike'] }],
  ['cdla-sharing-1.0', { spdx: 'CDLA-Sharing-1.0', traits: ['share-alike', 'copyleft'] }],
  ['cdla-permissive-1.0', { spdx: 'CDLA-Permissive-1.0' }],
  ['cdla-permissive-2.0', { spdx: 'CDLA-Permissive-2.0' }],
  ['wtfpl', { spdx: 'WTFPL' }],
  ['ecl-2.0', { spdx: 'ECL-2.0' }],
  ['epl-1.0', { spdx: 'EPL-1.0', traits: ['copyleft'] }],
  ['epl-2.0', { spdx: 'EPL-2.0', traits: ['copyleft'] }],
  ['etalab-2.0', { spdx: 'etalab-2.0' }],
  ['eupl-1.1', { spdx: 'EUPL-1.1', traits: ['copyleft'] }],
  ['eupl-1.2', { spdx: 'EUPL-1.2', traits: ['copyleft'] }],
  ['agpl-3.0', { spdx: 'AGPL-3.0-only', traits: ['copyleft'], isAssumed: true }],
  ['gfdl', { traits: ['copyleft'], isFamily: true }],
  ['gpl', { traits: ['copyleft'], isFamily: true }],
  ['gpl-2.0', { spdx: 'GPL-2.0-only', traits: ['copyleft'], isAssumed: true }],
  ['gpl-3.0', { spdx: 'GPL-3.0-only', traits: ['copyleft'], isAssumed: true }],
  ['lgpl', { traits: ['copyleft'], isFamily: true }],
  ['lgpl-2.1', { spdx: 'LGPL-2.1-only', traits: ['copyleft'], isAssumed: true }],
  ['lgpl-3.0', { spdx: 'LGPL-3.0-only', traits: ['copyleft'], isAssumed: true }],
  ['isc', { spdx: 'ISC' }],
  ['h-research', { ref: 'LicenseRef-HF-h-research', traits: ['non-commercial'] }],
  ['intel-research', { ref: 'LicenseRef-HF-intel-research', traits: ['non-commercial'] }],
  ['lppl-1.3c', { spdx: 'LPPL-1.3c' }],
  ['ms-pl', { spdx: 'MS-PL' }],
  ['apple-ascl', { ref: 'LicenseRef-HF-apple-ascl' }],
  ['apple-amlr', { ref: 'LicenseRef-HF-apple-amlr', traits: ['non-commercial'] }],
  ['mpl-2.0', { spdx: 'MPL-2.0', traits: ['copyleft'] }],
  ['odc-by', { spdx: 'ODC-By-1.0', isAssumed: true }],
  ['odbl', { spdx: 'ODbL-1.0', traits: ['share-alike'], isAssumed: true }],
  ['openmdw-1.0', { spdx: 'OpenMDW-1.0' }],
  ['openmdw-1.1', { ref: 'LicenseRef-HF-openmdw-1.1' }],
  ['openrail++', { ref: 'LicenseRef-HF-openrail-plus-plus', traits: ['use-restrictions'] }],
  ['osl-3.0', { spdx: 'OSL-3.0', traits: ['copyleft'] }],
  ['postgresql', { spdx: 'PostgreSQL' }],
  ['ofl-1.1', { spdx: 'OFL-1.1' }],
  ['ncsa', { spdx: 'NCSA' }],
  ['unlicense', { spdx: 'Unlicense' }],
  ['zlib', { spdx: 'Zlib' }],
  ['pddl', { spdx: 'PDDL-1.0', isAssumed: true }],
  ['lgpl-lr', { spdx: 'LGPLLR', traits: ['copyleft'] }],
  ['deepfloyd-if-license', { ref: 'LicenseRef-HF-deepfloyd-if-license', traits: ['non-commercial'] }],
  [
    'fair-noncommercial-research-license',
    { ref: 'LicenseRef-HF-fair-noncommercial-research-license', traits: ['non-commercial'] },
  ],
  [
    'llama2',
    {
      ref: 'LicenseRef-scancode-llama-2-license-2023',
      traits: ['community-terms', 'use-restrictions', 'notice', 'user-limit'],
    },
  ],
  [
    'llama3',
    { ref: 'LicenseRef-HF-llama3', traits: ['community-terms', 'use-restrictions', 'notice', 'naming', 'user-limit'] },
  ],
  [
    'llama3.1',
    {
      ref: 'LicenseRef-scancode-llama-3.1-license-2024',
      traits: ['community-terms', 'use-restrictions', 'notice', 'naming', 'user-limit'],
    },
  ],
  [
    'llama3.2',
    {
      ref: 'LicenseRef-scancode-llama-3.2-license-2024',
      traits: ['community-terms', 'use-restrictions', 'notice', 'naming', 'user-limit', 'eu-limit'],
    },
  ],
  [
    'llama3.3',
    {
      ref: 'LicenseRef-scancode-llama-3.3-license-2024',
      traits: ['community-terms', 'use-restrictions', 'notice', 'naming', 'user-limit'],
    },
  ],
  [
    'llama4',
    {
      ref: 'LicenseRef-scancode-llama-4-cla-2025',
      traits: ['community-terms', 'use-restrictions', 'notice', 'naming', 'user-limit', 'eu-limit'],
    },
  ],
  ['grok2-community', { ref: 'LicenseRef-HF-grok2-community', traits: ['community-terms', 'use-restrictions'] }],
  [
    'gemma',
    { ref: 'LicenseRef-scancode-gemma-tou-2025-03-24', traits: ['community-terms', 'use-restrictions', 'notice'] },
  ],
  ['unknown', { traits: ['undetermined'] }],
  ['other', { traits: ['undetermined'] }],
  // Of no id at the Hub, where cards say `other` and a name.
  ['deepseek', { ref: 'LicenseRef-scancode-deepseek-la-1.0', traits: ['use-restrictions'], isHub: false }],
  [
    'tongyi-qianwen',
    {
      ref: 'LicenseRef-scancode-tongyi-qianwen-2023',
      traits: ['community-terms', 'notice', 'user-limit'],
      isHub: false,
    },
  ],
  ['qwen', { ref: 'LicenseRef-scancode-qwen-2024', traits: ['community-terms', 'notice', 'user-limit'], isHub: false }],
  [
    'qwen-research',
    { ref: 'LicenseRef-HF-qwen-research', traits: ['community-terms', 'non-commercial', 'notice'], isHub: false },
  ],
  [
    'falcon-llm-license',
    { ref: 'LicenseRef-HF-falcon-llm-license', traits: ['community-terms', 'use-restrictions'], isHub: false },
  ],
  [
    'falcon-2-11b',
    { ref: 'LicenseRef-scancode-falcon-2-11b-1.0', traits: ['community-terms', 'use-restrictions'], isHub: false },
  ],
  [
    'modified-mit',
    {
      ref: 'LicenseRef-scancode-moonshot-ai-modified-mit-2025',
      traits: ['community-terms', 'user-limit'],
      isHub: false,
    },
  ],
  [
    'stabilityai-ai-community',
    {
      ref: 'LicenseRef-scancode-stability-ai-community-2024',
      traits: ['community-terms', 'notice', 'use-restrictions'],
      isHub: false,
    },
  ],
  ['falcon-180b', { ref: 'LicenseRef-HF-falcon-180b', traits: ['community-terms', 'use-restrictions'], isHub: false }],
  ['busl-1.1', { spdx: 'BUSL-1.1', traits: ['community-terms'], isHub: false }],
  // Of no id at the Hub, and of an address.
  ['cc-by-1.0', { spdx: 'CC-BY-1.0', isHub: false }],
  ['cc-by-sa-2.0', { spdx: 'CC-BY-SA-2.0', traits: ['share-alike'], isHub: false }],
  ['cc-by-sa-2.5', { spdx: 'CC-BY-SA-2.5', traits: ['share-alike'], isHub: false }],
  ['cc-by-nc-2.5', { spdx: 'CC-BY-NC-2.5', traits: ['non-commercial'], isHub: false }],
  ['cc-by-nd-2.0', { spdx: 'CC-BY-ND-2.0', traits: ['no-derivatives'], isHub: false }],
  ['cc-by-nd-2.5', { spdx: 'CC-BY-ND-2.5', traits: ['no-derivatives'], isHub: false }],
  ['cc-by-nd-3.0', { spdx: 'CC-BY-ND-3.0', traits: ['no-derivatives'], isHub: false }],
  ['cc-by-nc-sa-2.5', { spdx: 'CC-BY-NC-SA-2.5', traits: ['non-commercial', 'share-alike'], isHub: false }],
  ['cc-by-nc-nd-2.0', { spdx: 'CC-BY-NC-ND-2.0', traits: ['non-commercial', 'no-derivatives'], isHub: false }],
  ['cc-by-nc-nd-2.5', { spdx: 'CC-BY-NC-ND-2.5', traits: ['non-commercial', 'no-derivatives'], isHub: false }],
];

const LICENSES: ReadonlyMap<string, LicenseFacts> = new Map(
  ROWS.map(([id, facts]) => [id, { id, traits: [], isFamily: false, isAssumed: false, isHub: true, ...facts }]),
);
const BY_SPDX: ReadonlyMap<string, LicenseFacts> = new Map(
  [...LICENSES.values()].flatMap((facts) =>
    [facts.spdx, facts.ref].flatMap((id) => (id === undefined ? [] : [[id.toLowerCase(), facts]])),
  ),
);

/** Every id, in order. */
export const LICENSE_IDS: readonly LicenseFacts[] = [...LICENSES.values()];

/** What people write in place of an id, where it means one licence alone; in lower case, with single spaces. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['apache license 2.0', 'apache-2.0'],
  ['apache license version 2.0', 'apache-2.0'],
  ['apache licence 2.0', 'apache-2.0'],
  ['apache 2.0', 'apache-2.0'],
  ['apache 2', 'apache-2.0'],
  ['apache2', 'apache-2.0'],
  ['apache2.0', 'apache-2.0'],
  ['apache v2', 'apache-2.0'],
  ['apache v2.0', 'apache-2.0'],
  ['apache license v2', 'apache-2.0'],
  ['apache license v2.0', 'apache-2.0'],
  ['apache license (version 2.0)', 'apache-2.0'],
  ['apache software license 2.0', 'apache-2.0'],
  ['apache software license version 2.0', 'apache-2.0'],
  ['mit license (mit)', 'mit'],
  ['expat', 'mit'],
  ...['noncommercial', 'non commercial'].flatMap((nc): readonly (readonly [string, string])[] => [
    [`creative commons attribution ${nc} 4.0 international`, 'cc-by-nc-4.0'],
    [`creative commons attribution ${nc} 4.0`, 'cc-by-nc-4.0'],
    [`creative commons attribution ${nc} sharealike 4.0 international`, 'cc-by-nc-sa-4.0'],
    [`creative commons attribution ${nc} noderivatives 4.0 international`, 'cc-by-nc-nd-4.0'],
  ]),
  ['creative commons attribution sharealike 4.0 international', 'cc-by-sa-4.0'],
  ['creative commons attribution noderivatives 4.0 international', 'cc-by-nd-4.0'],
  ['creative commons attribution 4.0', 'cc-by-4.0'],
  ['gnu lesser general public license v3.0', 'lgpl-3.0'],
  ['gnu lgpl v3', 'lgpl-3.0'],
  ['lgplv3', 'lgpl-3.0'],
  ['cc by 4.0', 'cc-by-4.0'],
  ['cc by nc 4.0', 'cc-by-nc-4.0'],
  ['cc by sa 4.0', 'cc-by-sa-4.0'],
  ['cc by nc sa 4.0', 'cc-by-nc-sa-4.0'],
  ['cc by nd 4.0', 'cc-by-nd-4.0'],
  ['cc by nc nd 4.0', 'cc-by-nc-nd-4.0'],
  ['creative commons attribution 4.0 international', 'cc-by-4.0'],
  ['gplv2', 'gpl-2.0'],
  ['gplv3', 'gpl-3.0'],
  ['gpl v3', 'gpl-3.0'],
  ['gpl 3', 'gpl-3.0'],
  ['gnu gpl v3', 'gpl-3.0'],
  ['gnu gplv3', 'gpl-3.0'],
  ['gnu gpl 3', 'gpl-3.0'],
  ['gnu gpl 3.0', 'gpl-3.0'],
  ['gnu general public license v3', 'gpl-3.0'],
  ['gnu general public license v3.0', 'gpl-3.0'],
  ['gnu general public license version 3', 'gpl-3.0'],
  ['gpl v2', 'gpl-2.0'],
  ['gnu gpl v2', 'gpl-2.0'],
  ['gnu gplv2', 'gpl-2.0'],
  ['agpl v3', 'agpl-3.0'],
  ['gnu agpl v3', 'agpl-3.0'],
  ['gnu agplv3', 'agpl-3.0'],
  ['gnu affero general public license v3.0', 'agpl-3.0'],
  ['agplv3', 'agpl-3.0'],
  ['bsd 3 clause', 'bsd-3-clause'],
  ['bsd 2 clause', 'bsd-2-clause'],
  ['llama 2 community', 'llama2'],
  ['meta llama 3 community', 'llama3'],
  ['llama 3 community', 'llama3'],
  ['llama 3.1 community', 'llama3.1'],
  ['llama 3.2 community', 'llama3.2'],
  ['llama 3.3 community', 'llama3.3'],
  ['llama 4 community', 'llama4'],
  ['gemma terms of use', 'gemma'],
  ['creativeml open rail m', 'creativeml-openrail-m'],
  ['creativeml openrail m', 'creativeml-openrail-m'],
  ['creativeml open rail++ m', 'openrail++'],
]);

/** Longest text that names a licence. */
const MAX_ID_CHARS = 300;

/**
 * What is known of a licence by its id at the Hub, or of SPDX; by what people write for it, and by its address.
 *
 * @param id - as written: attacker-controlled; case does not matter
 * @returns undefined for an expression, and for what is not known
 */
export function licenseFacts(id: string): LicenseFacts | undefined {
  if (id.length > MAX_ID_CHARS) return undefined;
  const written = id.trim().toLowerCase();
  const name = written.replace(/[\s,-]+/g, ' ').replace(/^the /, '');
  const short = written.replace(/^the /, '').replace(/ licen[cs]e$/, '');
  const key = NAMES.get(name) ?? NAMES.get(name.replace(/ licen[cs]e$/, '')) ?? licenseOfUrl(written) ?? short;
  return LICENSES.get(key) ?? BY_SPDX.get(key) ?? BY_SPDX.get(key.replace(/-or-later$|\+$/, '-only'));
}
