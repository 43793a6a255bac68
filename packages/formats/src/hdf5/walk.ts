// SPDX-License-Identifier: Apache-2.0
import { Malformed } from '../reading/drive.js';
import { shownText } from '../reading/bounded.js';
import type { PartBuilder } from '../reading/part-builder.js';
import { readAttribute } from './attribute.js';
import { AttributeValues } from './attribute-values.js';
import type { Claims } from '../reading/claims.js';
import type { Hdf5Content } from './content.js';
import type { Cursor } from './cursor.js';
import { DENSE_ATTRIBUTES, DENSE_LINKS, readDense } from './dense-storage.js';
import { describeDataset, findStored, readDataset, type Dataset } from './dataset.js';
import type { GlobalHeap } from './global-heap.js';
import { readSymbolTable, type Place } from './group-tree.js';
import { readLink, type Link } from './link.js';
import { MESSAGE, readObjectHeader, type HeaderMessage } from './object-header.js';
import { readExternalFiles, readVirtualFiles } from './other-files.js';

/** Most objects that are followed, and most that are listed, of each kind. */
const MAX_OBJECTS = 100_000;
export const MAX_LISTED_OBJECTS = 5000;
/** Deepest group. */
const MAX_DEPTH = 100;
const MAX_PATH_CHARS = 300;

interface Visit {
  readonly at: number;
  readonly path: string;
  readonly depth: number;
}

/** Elements in the file. */
export interface StoredRange {
  readonly path: string;
  readonly start: number;
  readonly sizeBytes: number;
}

/** Follows all links from the root group, and says what it finds. Each object is read once, whatever leads to it. */
export class Hdf5Walk {
  readonly #visited = new Set<number>();
  readonly #queue: Visit[] = [];
  readonly #attributes: AttributeValues;
  readonly #claims: Claims;
  /** elements of datasets, for a look at how they begin */
  readonly stored: StoredRange[] = [];
  /** there are datasets whose elements are on the global heap */
  usesHeap = false;

  constructor(
    private readonly place: Place,
    private readonly heap: GlobalHeap,
    private readonly part: PartBuilder,
    private readonly content: Hdf5Content,
  ) {
    this.#attributes = new AttributeValues(place, heap, part, content);
    this.#claims = place.claims;
  }

  /** @throws TooLarge */
  run(root: number): void {
    this.#visit({ at: root, path: '', depth: 0 });
    for (const visit of this.#queue) {
      try {
        this.#read(visit);
      } catch (error) {
        this.#tell(error, visit);
      }
    }
  }

  /** What one object has against being read does not keep others from it. */
  #tell(error: unknown, { at, path }: Visit): void {
    if (!(error instanceof Malformed)) throw error;
    this.part.irregular('malformed', error.offset ?? at, `${path}: ${error.detail}`);
    this.part.uninspected('malformed', at, 0, path);
  }

  #visit(visit: Visit): void {
    if (this.#visited.has(visit.at)) return;
    if (visit.depth > MAX_DEPTH) this.part.uninspected('too-deep', visit.at, 0, visit.path);
    else if (this.#visited.size >= MAX_OBJECTS) this.part.uninspected('too-large', visit.at, 0, 'too many objects');
    else {
      this.#visited.add(visit.at);
      this.#queue.push(visit);
    }
  }

  #read(visit: Visit): void {
    const messages = readObjectHeader(this.place.file, visit.at, this.#claims);
    const dataset = this.#guard(visit, () => readDataset(this.place, messages));
    if (dataset !== undefined) this.#addDataset(visit, dataset, messages);
    else if (isGroup(messages)) this.#list(this.content.objects, { path: visit.path, kind: 'group' });
    else this.#list(this.content.objects, { path: visit.path, kind: 'datatype' });
    for (const message of messages) this.#guard(visit, () => this.#readMessage(visit, message));
  }

  /** Goes on with the rest of an object where something of it cannot be read. */
  #guard<T>(visit: Visit, read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      this.#tell(error, visit);
      return undefined;
    }
  }

  #readMessage(visit: Visit, { type, isShared, body }: HeaderMessage): void {
    const follow = (link: Link): void => this.#follow(visit, link);
    const addAttribute = (one: Cursor): void => this.#attributes.add(visit.path, readAttribute(this.place, one));
    if (type === MESSAGE.symbolTable) readSymbolTable(this.place, body, follow);
    else if (type === MESSAGE.link) follow(readLink(body));
    else if (type === MESSAGE.linkInfo) readDense(this.place, body, DENSE_LINKS, (object) => follow(readLink(object)));
    else if (type === MESSAGE.attribute && isShared)
      throw new Malformed('a shared attribute, which is not followed', body.at);
    else if (type === MESSAGE.attribute) addAttribute(body);
    else if (type === MESSAGE.attributeInfo) readDense(this.place, body, DENSE_ATTRIBUTES, addAttribute);
  }

  #follow({ path, depth }: Visit, link: Link): void {
    const inner = `${path}/${shownText(link.name)}`.slice(0, MAX_PATH_CHARS);
    if (link.kind === 'hard') this.#visit({ at: link.at, path: inner, depth: depth + 1 });
    else if (link.kind === 'user-defined') {
      this.#list(this.content.references, { path: inner, kind: link.kind, target: `type ${link.type}` });
    } else {
      const file = link.kind === 'external' ? { file: shownText(link.file, 1000) } : {};
      this.#list(this.content.references, {
        path: inner,
        kind: link.kind,
        ...file,
        target: shownText(link.target, 1000),
      });
    }
  }

  #addDataset(visit: Visit, dataset: Dataset, messages: readonly HeaderMessage[]): void {
    const { path } = visit;
    let storedBytes = 0;
    this.usesHeap ||= dataset.type.usesHeap;
    this.#guard(visit, () => this.#readOtherFiles(path, dataset, messages));
    this.#guard(visit, () =>
      findStored(this.place, dataset, {
        stored: (start, sizeBytes) => {
          storedBytes += sizeBytes;
          this.#addStored({ path, start, sizeBytes });
        },
        mismatch: (detail) => this.part.irregular('size-mismatch', visit.at, `${path}: ${detail}`),
      }),
    );
    this.#list(this.content.objects, { ...describeDataset(path, dataset), storedBytes });
  }

  #addStored(range: StoredRange): void {
    const { start, sizeBytes, path } = range;
    if (start + sizeBytes > this.place.file.sizeBytes) this.part.irregular('out-of-bounds', start, path);
    this.#claims.add(start, sizeBytes, 'elements');
    if (sizeBytes > 0 && this.stored.length < MAX_OBJECTS) this.stored.push(range);
  }

  #readOtherFiles(path: string, { layout }: Dataset, messages: readonly HeaderMessage[]): void {
    for (const { type, body } of messages) {
      if (type !== MESSAGE.externalFiles) continue;
      for (const file of readExternalFiles(this.place, body)) {
        this.#list(this.content.references, { path, kind: 'external-storage', file: shownText(file, 1000) });
      }
    }
    if (layout.kind !== 'virtual' || layout.heap === undefined) return;
    for (const { file, dataset } of readVirtualFiles(this.heap.object(layout.heap, layout.heapIndex))) {
      this.#list(this.content.references, {
        path,
        kind: 'virtual',
        file: shownText(file, 1000),
        target: shownText(dataset),
      });
    }
  }

  #list<T>(list: T[], entry: T): void {
    if (list.length < MAX_LISTED_OBJECTS) list.push(entry);
    else this.content.moreEntries++;
  }
}

const isGroup = (messages: readonly HeaderMessage[]): boolean =>
  messages.some(({ type }) => type === MESSAGE.symbolTable || type === MESSAGE.linkInfo || type === MESSAGE.link);
