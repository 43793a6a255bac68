// SPDX-License-Identifier: Apache-2.0
import { fullName, parseBom, type BomComponent, type BomDocument } from '../bom-document/index.js';
import { itemsOf, memberOf, placeAt, placesAt, textAt } from '../bom-document/place.js';
import { comparedFacts, type ComparedFacts } from '../compare/facts.js';
import { createDocument } from '../documents/create-document.js';
import type { DocumentTool } from '../documents/input.js';
import { SPEC_VERSIONS, type SpecVersion } from '../cyclonedx/json/spec-version.js';
import { cleanText } from '../documents/text.js';
import { verdictRef } from '../cyclonedx/create/declarations.js';
import { BY_CALLER } from '../documents/model-place.js';
import { attestedPart, attestedSource, type AttestedPart, type Grounds } from './attested-part.js';
import type { ReadFacts } from './read-facts.js';
import { remadeInput } from './remade-input.js';
import { circumstancesOf } from './circumstances.js';
import { citedPointers, notesByPointer, type CitedPointer } from './cited-pointers.js';
import { confirmedFacts, differentFacts, uncheckedFacts } from './different-facts.js';

/** A document that this kit made of one model or data set, in this version. */
interface OwnDocument {
  readonly subject: BomComponent;
  readonly spec: SpecVersion;
}

/**
 * Holds what a BOM of this kit says against what the files say: the document is made once more, with what it says itself that whoever
 * asked for it gave, and whatever is not the same is told.
 *
 * @param document - attacker-controlled
 * @returns why it cannot be made anew, where it is of another tool, of another version of this one, or of no one thing
 */
export function compareRemade(document: BomDocument, read: ReadFacts): ComparedFacts | string {
  const own = ownDocument(document, read.tool);
  if (typeof own === 'string') return own;
  const cited = citedPointers(document);
  const part = attestedPart(read.attested, groundsOf(document, cited));
  const input = remadeInput(read, circumstancesOf(document, own.subject, notesByPointer(cited)), part);
  const text = createDocument({ ...input, format: `cyclonedx-${document.form}`, spec: own.spec });
  const { different, ofNoFile } = differentFacts(document, parseBom(Buffer.from(text)));
  const unchecked = uncheckedFacts(cited, verifiedBy(part, document), ofNoFile);
  return comparedFacts(
    { extent: 'all' },
    { confirmed: confirmedFacts(cited, [...different, ...unchecked]), different, unchecked },
  );
}

/** Whether verified statements say what a document cites: it, or how an ancestor is known. */
function verifiedBy({ covers, lineage }: AttestedPart, { components }: BomDocument): (cited: CitedPointer) => boolean {
  const known = new Set(lineage.map(({ name }) => name));
  const bases = components.filter((one) => one.role === 'ancestor' && known.has(fullName(one)));
  return ({ pointer, note }) =>
    covers(attestedSource(note) ?? '') ||
    (note === BY_CALLER && bases.some(({ place }) => pointer.startsWith(`${place.pointer}/`)));
}

/** What it says that it was made of besides the files. */
function groundsOf(document: BomDocument, cited: readonly CitedPointer[]): Grounds {
  const notes = new Set(cited.map(({ note }) => note));
  const textsAt = (path: string): ReadonlySet<string | undefined> =>
    new Set(placesAt(document.root, path, MAX_GROUNDS).map(({ value }) => (typeof value === 'string' ? value : '')));
  const [runs, evidence] = [textsAt('formulation/*/workflows/*/uid'), textsAt('declarations/evidence/*/bom-ref')];
  return {
    names: (what) => notes.has(`${what} (stated)`),
    hasRun: (id) => runs.has(cleanText(id)),
    hasVerdict: (verdict) => evidence.has(verdictRef(verdict)),
  };
}

/** Most runs, and most signed statements, that are looked for. */
const MAX_GROUNDS = 1000;

/** @returns why it is none, in words */
function ownDocument(document: BomDocument, tool: DocumentTool): OwnDocument | string {
  const { root, components, specVersion, unread } = document;
  const tools = components.filter(({ role, parent }) => role === 'tool' && parent === undefined);
  const others =
    itemsOf(placeAt(root, 'metadata/tools')).length + itemsOf(placeAt(root, 'metadata/tools/services')).length;
  const [maker] = tools;
  if (maker === undefined || tools.length > 1 || others > 0) return `it was not made by ${tool.name} alone`;
  const version = textAt(maker.place, 'version') ?? 'of no version';
  if (fullName(maker) !== tool.name || version !== tool.version)
    return `it was made by ${[fullName(maker), version].join(' ')}, and this is ${tool.name} ${tool.version}`;
  if (unread.total > 0) return 'it has elements that are not read';
  const spec = SPEC_VERSIONS.find((one) => one === specVersion);
  const subject = components.find(({ role }) => role === 'subject');
  if (spec === undefined || subject === undefined) return 'it is about no one model or data set';
  const wholes = itemsOf(placeAt(root, 'compositions')).filter(
    (one) => itemsOf(memberOf(one, 'assemblies')).length > 0,
  );
  if (wholes.length > 1) return 'it was merged of several';
  return { subject, spec };
}
