// SPDX-License-Identifier: Apache-2.0
import {
  isMpkError,
  MpkError,
  parseJson,
  readFileBounded,
  showName,
  type Claim,
  type EvidenceFile,
  type JsonObject,
} from '@mpk/core';
import {
  compareSpdxWithFiles,
  compareWithFiles,
  isXml,
  MAX_BOM_BYTES,
  parseBom,
  readSpdx,
  viewOfFiles,
  withFacts,
  type BomComparison,
  type DifferentFact,
  type FactComparison,
  type ModelView,
  type SpdxDocument,
} from '@mpk/bom/assess';
import type { AttestedFacts } from '@mpk/bom/documents';

/** A model whose files were digested, and perhaps read. */
export interface ReadModelFiles {
  /** of the folder */
  readonly name: string;
  readonly files: readonly EvidenceFile[];
  /** what they state; undefined where nobody looked */
  readonly claims?: readonly Claim[];
  /** what signed statements about the model say; undefined where nobody said whose signatures count */
  readonly attested?: AttestedFacts | undefined;
}

/**
 * Holds a BOM, CycloneDX or SPDX 3 JSON-LD, against files; and where these are the files that it lists, what it says against what
 * they say.
 *
 * @param what - it is called in errors
 * @throws MpkError of `parseBom`, of `readSpdx`; `NOTHING_TO_CHECK` for CycloneDX that is about no model and no data set
 */
export async function compareDocument(bytes: Buffer, model: ReadModelFiles, what = 'the BOM'): Promise<BomComparison> {
  const graph = graphOf(bytes, what);
  if (graph !== undefined) {
    const document = readSpdx(graph);
    return withComparedFacts(compareSpdxWithFiles(document, model.files), document, model);
  }
  const view = viewOfFiles(parseBom(bytes, what), model.files);
  return withComparedFacts(compareWithFiles(view, model.files), view, model);
}

async function withComparedFacts(
  comparison: BomComparison,
  bom: ModelView | SpdxDocument,
  { name, files, claims, attested }: ReadModelFiles,
): Promise<BomComparison> {
  const not = (reason: string): BomComparison => withFacts(comparison, { isCompared: false, reason });
  if (comparison.outcome === 'fail') return not('the files are others');
  if (claims === undefined) return not('the files were not read for facts');
  const [{ compareFacts }, { readFacts }] = await Promise.all([
    import('@mpk/bom/documents'),
    import('./read-facts.js'),
  ]);
  const facts: FactComparison = compareFacts(bom, {
    ...readFacts(files, claims, name),
    ...(attested && { attested }),
  });
  return withFacts(comparison, facts);
}

/** An SPDX 3 document; undefined for all else, of which `parseBom` says what is wrong. */
function graphOf(bytes: Buffer, what: string): JsonObject | undefined {
  if (isXml(bytes) || !bytes.includes('"@graph"')) return undefined;
  const value = parseJson(bytes, { maxBytes: MAX_BOM_BYTES, what });
  const isGraph = typeof value === 'object' && value !== null && !Array.isArray(value) && '@graph' in value;
  return isGraph && !('bomFormat' in value) ? value : undefined;
}

/** Reads a BOM. @throws MpkError `INPUT_UNREADABLE`, `INPUT_TOO_LARGE` */
export const readBomFile = (path: string): Buffer =>
  readFileBounded(path, { maxBytes: MAX_BOM_BYTES, what: 'the BOM' });

/**
 * Refuses to sign a BOM for a model that it does not speak of, or of which it says what the files contradict.
 *
 * @returns what whoever signs should know, where the BOM leaves it open
 * @throws MpkError `FILES_MISMATCH`; `FACTS_MISMATCH`, with the facts; as {@link compareDocument}
 */
export async function assertBomOf(bytes: Buffer, model: ReadModelFiles): Promise<readonly string[]> {
  const comparison = await comparedOrNothing(bytes, model);
  if (comparison === undefined) return [NO_DIGESTS];
  const { outcome, totals, changed, missing, extra, facts } = comparison;
  if (facts?.isCompared === true && facts.totals.different > 0) throw factsMismatch(facts);
  if (outcome === 'fail') {
    const [first] = [...changed, ...missing, ...extra];
    const count = totals.changed + totals.missing + totals.extra;
    const told = first === undefined ? '' : `, such as ${showName(first.name)}`;
    throw new MpkError('FILES_MISMATCH', `the BOM is of other files: ${count} differ${told}`, { hint: HINT });
  }
  return [...(outcome === 'undecided' ? [NO_DIGESTS] : []), ...(facts?.isCompared === true ? factNotes(facts) : [])];
}

const NO_DIGESTS =
  'the BOM does not give the SHA-256 of every file: nothing but your signature says that it is of this model';
const HINT = 'see mpk bom verify; make it anew with mpk bom, or leave --predicate out';
/** Facts that an error names. */
const MAX_NAMED = 3;

type Compared = Extract<FactComparison, { isCompared: true }>;

function factsMismatch({ totals, different }: Compared): MpkError {
  const named = different.slice(0, MAX_NAMED).map(showFact).join('; ');
  const more = totals.different > MAX_NAMED ? `, and ${totals.different - MAX_NAMED} more` : '';
  return new MpkError('FACTS_MISMATCH', `the BOM says what the files do not: ${named}${more}`, { hint: HINT });
}

function showFact({ pointer, fact, said, found }: DifferentFact): string {
  const value = (text: string | undefined): string => (text === undefined ? 'nothing' : showName(text));
  const at = fact === undefined ? showName(pointer) : `${fact} at ${showName(pointer)}`;
  return `${at}: BOM ${value(said)}, files ${value(found)}`;
}

/** What the files do not establish, and what the BOM leaves out. */
function factNotes({ extent, reason, totals, unchecked, leftOut }: Compared): readonly string[] {
  const isSome = extent === 'some';
  if (!isSome && totals.unchecked === 0) return [];
  const rest = isSome ? `; the rest is not compared, for ${showName(reason ?? 'it is of another tool')}` : '';
  const open = unchecked.map(({ fact, said, source }) => (said === undefined ? source : `${fact ?? 'a fact'} ${said}`));
  return [
    `facts of the BOM: ${totals.confirmed} confirmed by the files, ${totals.unchecked} not established${listed(open)}${rest}`,
    ...(leftOut.length === 0
      ? []
      : [`the files declare what the BOM leaves out${listed(leftOut.map(({ fact, found }) => `${fact} ${found}`))}`]),
  ];
}

/** The first few, each once. */
function listed(texts: readonly string[]): string {
  const all = [...new Set(texts)];
  const named = all.slice(0, MAX_NAMED).map(showName).join('; ');
  const more = all.length > MAX_NAMED ? `; and ${all.length - MAX_NAMED} more` : '';
  return all.length === 0 ? '' : `: ${named}${more}`;
}

/** Undefined for a BOM that has no model, and so no files of one. */
async function comparedOrNothing(bytes: Buffer, model: ReadModelFiles): Promise<BomComparison | undefined> {
  try {
    return await compareDocument(bytes, model);
  } catch (error) {
    if (isMpkError(error) && error.code === 'NOTHING_TO_CHECK') return undefined;
    throw error;
  }
}
