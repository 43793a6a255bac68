// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { MpkError, type JsonObject } from '@mpk/core';
import {
  MAX_COMPONENTS,
  SPEC_VERSIONS,
  type BomDocument,
  type PassedOver,
  type SpecVersion,
} from '../bom-document/index.js';
import { isObject } from '../bom-document/place.js';
import { stableText } from '../bom-document/stable-text.js';
import { concatDeep, concatList, LIST_SECTIONS, OBJECT_SECTIONS } from './concat.js';
import { copyDocument } from './copy-document.js';
import { Dependencies } from './dependencies.js';
import { Identities } from './identity.js';
import { MergeRemarks } from './merge-remarks.js';
import { mergeMetadata } from './metadata.js';
import { Moves } from './moves.js';
import { movedSources, type NumberedCopy } from './moved-sources.js';
import { RefNames, renameRefs } from './refs.js';
import { MergedTools } from './tools.js';
import { Uniter } from './unite.js';

/** Most documents that are merged at once. */
export const MAX_MERGED_DOCUMENTS = 1000;

export interface MergeOptions {
  /** what the merged document is about; the first document's subject otherwise */
  readonly subject?: { readonly type: string; readonly name: string; readonly version?: string };
  /** when it is merged; the documents' own times are not kept */
  readonly timestamp?: Date;
}

export interface MergedBom {
  /** CycloneDX of the newest version among the documents */
  readonly bom: JsonObject;
  /** components that were the same thing as one of an earlier document */
  readonly united: number;
  readonly renamedRefs: number;
  /** what could not be kept, by number of the document, from 0 */
  readonly dropped: readonly (PassedOver & { readonly document: number })[];
  readonly droppedTotal: number;
}

/**
 * Merges documents into one. Components of one digest and name, or one purl, become one; refs become unique, and whatever points to
 * a component or a value follows. Signatures go. Valid documents give a valid one.
 *
 * @throws MpkError `NOTHING_TO_CHECK` without documents; `INPUT_TOO_LARGE`
 */
export function mergeBoms(documents: readonly BomDocument[], options: MergeOptions = {}): MergedBom {
  assertBounded(documents);
  const merge = new Merge(newest(documents), options);
  const seen = new Set<string>();
  documents.forEach((document, i) => {
    merge.tellUnread(document, i);
    // The same document twice says nothing more.
    const text = digestOf(document.json);
    if (!seen.has(text)) merge.add(document, i);
    seen.add(text);
  });
  return merge.result();
}

function assertBounded(documents: readonly BomDocument[]): void {
  const components = documents.reduce((sum, document) => sum + document.components.length, 0);
  if (documents.length === 0) throw new MpkError('NOTHING_TO_CHECK', 'no BOM to merge');
  if (documents.length > MAX_MERGED_DOCUMENTS || components > MAX_COMPONENTS) {
    const limit = `${MAX_MERGED_DOCUMENTS} BOMs with ${MAX_COMPONENTS} components`;
    throw new MpkError(
      'INPUT_TOO_LARGE',
      `${documents.length} BOMs with ${components} components, at most ${limit} are merged`,
    );
  }
}

const newest = (documents: readonly BomDocument[]): SpecVersion =>
  SPEC_VERSIONS.findLast((version) => documents.some(({ specVersion }) => specVersion === version)) ?? '1.7';

const digestOf = (value: unknown): string => createHash('sha256').update(stableText(value)).digest('hex');

/** One merge, from the first document to the result. */
class Merge {
  readonly #moves = new Moves();
  readonly #names = new RefNames();
  readonly #remarks = new MergeRemarks();
  readonly #dependencies = new Dependencies();
  readonly #identities = new Identities();
  readonly #uniter: Uniter;
  readonly #tools: MergedTools;
  readonly #metadata: JsonObject = {};
  readonly #components: unknown[] = [];
  readonly #bom: JsonObject;
  readonly #copies: NumberedCopy[] = [];
  #united = 0;

  constructor(
    specVersion: SpecVersion,
    private readonly options: MergeOptions,
  ) {
    this.#uniter = new Uniter(this.#moves, specVersion === '1.7');
    this.#tools = new MergedTools(this.#uniter);
    this.#bom = {
      bomFormat: 'CycloneDX',
      specVersion,
      version: 1,
      metadata: this.#metadata,
      components: this.#components,
    };
    if (options.subject !== undefined) {
      this.#metadata['component'] = {
        ...options.subject,
        'bom-ref': this.#names.fresh(`merged:${options.subject.name}`),
      };
    }
  }

  /** What was not read of a document cannot be kept, also where the rest of it is that of another. */
  tellUnread({ unread }: BomDocument, number: number): void {
    this.#remarks.addAll(unread, number);
  }

  add(document: BomDocument, number: number): void {
    const copy = copyDocument(document, this.#moves, this.#remarks.of(number));
    this.#copies.push({ copy, number });
    const { root } = copy;
    this.#moves.record(root, this.#bom);
    const metadata = isObject(root['metadata']) ? root['metadata'] : {};
    const subject = isObject(metadata['component']) ? metadata['component'] : undefined;
    const listed = Array.isArray(root['components']) ? (root['components'] as unknown[]) : [];
    this.#moves.record(listed, this.#components);
    const placed = [subject, ...listed].flatMap((one) =>
      isObject(one) ? this.#place(one, one === subject && number === 0) : [],
    );
    for (const component of placed) this.#identities.add(component);
    mergeMetadata(this.#metadata, metadata, this.#uniter, this.#moves);
    this.#tools.addAll({ value: root, pointer: '' });
    renameRefs(root, this.#names, this.#moves);
    for (const name of LIST_SECTIONS) concatList(this.#bom, root, name, this.#uniter);
    this.#concatObjects(root);
    this.#dependencies.addAll({ value: root, pointer: '' });
    if (subject !== undefined) this.#relateSubject(subject);
  }

  /** @returns the component where it is a new one */
  #place(component: JsonObject, isSubject: boolean): readonly JsonObject[] {
    const same = this.#identities.find(component);
    if (same !== undefined) {
      this.#united++;
      this.#uniter.unite(same, component);
      return [];
    }
    if (isSubject && this.#metadata['component'] === undefined) this.#metadata['component'] = component;
    else this.#components.push(component);
    return [component];
  }

  #concatObjects(root: JsonObject): void {
    for (const name of OBJECT_SECTIONS) {
      const member = root[name];
      if (!isObject(member)) continue;
      const known = this.#bom[name];
      if (isObject(known)) concatDeep(known, member, this.#uniter, this.#moves);
      else this.#bom[name] = member;
    }
  }

  /** What the caller says that the whole is about depends on what each document is about. */
  #relateSubject(subject: JsonObject): void {
    const whole = this.#metadata['component'] as JsonObject;
    const part = this.#moves.follow(subject) as JsonObject;
    if (this.options.subject === undefined || whole === part) return;
    const ref = typeof part['bom-ref'] === 'string' ? part['bom-ref'] : this.#names.fresh('subject');
    part['bom-ref'] = ref;
    this.#dependencies.add(whole['bom-ref'] as string, ref);
  }

  result(): MergedBom {
    const dependencies = this.#dependencies.result();
    if (dependencies.length > 0) this.#bom['dependencies'] = dependencies;
    if (this.options.timestamp !== undefined) this.#metadata['timestamp'] = this.options.timestamp.toISOString();
    const tools = this.#tools.result();
    if (tools !== undefined) this.#metadata['tools'] = tools;
    this.#uniter.settle();
    const sources = movedSources(this.#bom, this.#copies, this.#moves, this.#remarks);
    if (Array.isArray(this.#bom['citations'])) this.#bom['citations'] = sources.citations;
    if (sources.properties.length > 0) {
      this.#uniter.addAll((this.#bom['properties'] ??= []) as unknown[], sources.properties);
    }
    this.#bom['serialNumber'] = serialNumberOf(this.#bom);
    return {
      bom: this.#bom,
      united: this.#united,
      renamedRefs: this.#names.renamed,
      dropped: this.#remarks.listed,
      droppedTotal: this.#remarks.total,
    };
  }
}

/** By content, so that the same documents give the same bytes: a UUID of version 8 (RFC 9562). */
function serialNumberOf(bom: JsonObject): string {
  const hex = digestOf(bom);
  const variant = ((parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ];
  return `urn:uuid:${parts.join('-')}`;
}
