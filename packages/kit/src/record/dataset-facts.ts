// SPDX-License-Identifier: Apache-2.0
import {
  isMpkError,
  parseJson,
  readFileBounded,
  readYaml,
  sha256Hex,
  type EvidenceFile,
  type OpenedModel,
} from '@mpk/core';

const MAX_CARD_BYTES = 4 * 1024 * 1024;
const MAX_CROISSANT_BYTES = 16 * 1024 * 1024;
/** Longest text of a fact, in characters; a longer one is no fact. */
const MAX_FACT_CHARS = 1024;
/** Most texts of one fact, such as languages. */
const MAX_FACT_ITEMS = 256;

const CARD = 'README.md';
/** What a dataset card may say of itself, by the Hub's names. */
const CARD_FACTS = [
  'pretty_name',
  'license',
  'license_name',
  'license_link',
  'language',
  'size_categories',
  'source_datasets',
  'task_categories',
];
const CROISSANT_FACTS = ['name', 'version', 'license', 'url', 'conformsTo', 'datePublished', 'citeAs'];

type Fact = string | readonly string[];

/** What a dataset says of itself. It is what its files say, whoever wrote them. */
export interface DatasetFacts {
  /** of the YAML at the head of the dataset card */
  readonly card?: Readonly<Record<string, Fact>>;
  /** of the Croissant description */
  readonly croissant?: Readonly<Record<string, Fact>>;
}

/**
 * Reads the dataset card and the Croissant description of a dataset, from the very bytes that were measured.
 *
 * A file that is too large, malformed, or not what was measured gives no facts: it is digested like all others.
 *
 * @see https://docs.mlcommons.org/croissant/docs/croissant-spec.html
 */
export async function datasetFacts(dataset: OpenedModel, measured: readonly EvidenceFile[]): Promise<DatasetFacts> {
  if (dataset.singleFile) return {};
  const bytesOf = (name: string, maxBytes: number): Buffer | undefined => {
    const file = dataset.files.find((one) => one.name === name);
    const sha256 = measured.find((one) => one.name === name)?.sha256;
    if (file === undefined || file.sizeBytes > maxBytes) return undefined;
    const bytes = orNothing(() => readFileBounded(file.path, { maxBytes, what: name, followLinks: false }));
    return bytes !== undefined && sha256Hex(bytes) === sha256 ? bytes : undefined;
  };
  const names = dataset.files.map(({ name }) => name).filter(isCroissantName);
  const croissant = names
    .map((name) => croissantFacts(bytesOf(name, MAX_CROISSANT_BYTES)))
    .find((facts) => facts !== undefined);
  const card = await cardFacts(bytesOf(CARD, MAX_CARD_BYTES));
  return { ...(card && { card }), ...(croissant && { croissant }) };
}

/** At the top of the dataset: what mlcroissant, the Hub and Kaggle write. */
const isCroissantName = (name: string): boolean => /^(?:croissant|metadata|[^/]+[.-]croissant)\.json$/.test(name);

function croissantFacts(bytes: Buffer | undefined): Record<string, Fact> | undefined {
  if (bytes === undefined) return undefined;
  const json = orNothing(() => parseJson(bytes, { maxBytes: MAX_CROISSANT_BYTES, what: 'Croissant' }));
  const members = membersOf(json);
  const facts = factsOf(members, CROISSANT_FACTS);
  const { conformsTo } = facts;
  const profiles = typeof conformsTo === 'string' ? [conformsTo] : (conformsTo ?? []);
  return profiles.some((profile) => /^https?:\/\/mlcommons\.org\/croissant\//i.test(profile)) ? facts : undefined;
}

async function cardFacts(bytes: Buffer | undefined): Promise<Record<string, Fact> | undefined> {
  const head = bytes && frontMatter(bytes);
  if (head === undefined) return undefined;
  const facts = factsOf(membersOf((await readYaml(head)).value), CARD_FACTS);
  return Object.keys(facts).length === 0 ? undefined : facts;
}

/** What stands between the two `---` lines at the head of a card. */
function frontMatter(bytes: Buffer): Buffer | undefined {
  const [first = '', ...rest] = bytes.toString('utf8').split(/\r?\n/);
  const end = rest.findIndex((line) => line.trimEnd() === '---');
  if (first.replace(/^\uFEFF/, '').trimEnd() !== '---' || end < 0) return undefined;
  return Buffer.from(rest.slice(0, end).join('\n'));
}

const membersOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

function factsOf(members: Record<string, unknown>, names: readonly string[]): Record<string, Fact> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const fact = factOf(members[name]);
      return fact === undefined ? [] : [[name, fact]];
    }),
  );
}

function factOf(value: unknown): Fact | undefined {
  if (typeof value === 'string') return value !== '' && value.length <= MAX_FACT_CHARS ? value : undefined;
  if (!Array.isArray(value) || value.length === 0 || value.length > MAX_FACT_ITEMS) return undefined;
  const texts = value.map((one: unknown) => (typeof one === 'string' ? factOf(one) : undefined));
  return texts.every((text) => typeof text === 'string') ? texts : undefined;
}

function orNothing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isMpkError(error)) return undefined;
    throw error;
  }
}
