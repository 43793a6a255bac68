// SPDX-License-Identifier: Apache-2.0
import type { ConsumedFile, Consumer, ConsumerFactory, FileFormat, RangeReader } from '@mpk/core';
import { BoundedReader } from './bounded-reader.js';
import { FORMATS } from './formats.js';
import { compressedPickle } from './fragment.js';
import { isScript } from './magic/executables.js';
import { HDF5_MAGIC, matchMagic } from './magic/magic.js';
import { safetensorsHeaderBytes } from './magic/models.js';
import { npyMayPickle } from './numpy/npy.js';
import { TORCH_LEGACY_MAGIC, carvePickle } from './pickle/carve.js';
import { isPickle } from './pickle/judge.js';
import { PickleWalker } from './pickle/walker.js';
import { recogniseProtobuf } from './protobuf/models.js';
import { ProtobufScan } from './protobuf/protobuf-scan.js';
import { recogniseTar } from './tar/tar.js';
import { JsonScan } from './text/json-scan.js';
import { TextScan } from './text/text-scan.js';
import { recogniseZip } from './zip/zip.js';

/**
 * Recognises a file by its content in the single pass; its name is never looked at.
 *
 * `id` is what it is for certain, or `unknown`; `contains` is what else it holds, what reading it implies, and what else it
 * could be taken for (a file may be several formats at once). Where content could not be looked into, `contains` has `opaque`.
 */
export const formatConsumer: ConsumerFactory<FileFormat> = (file) => new FormatConsumer(file);

class FormatConsumer implements Consumer<FileFormat> {
  /** what the beginning and the end of the file show: the first is the best guess at what it is */
  private readonly ids: string[] = [];
  private readonly contains = new Set<string>();
  private carved: ReturnType<typeof carvePickle> = 'none';
  private script = false;
  private readonly pickle: PickleWalker;
  private readonly protobuf: ProtobufScan;
  private readonly text = new TextScan();
  private readonly json = new JsonScan();
  private readonly headerJson = new JsonScan();
  private headerBytes: number | undefined;
  private position = 0;

  constructor(file: ConsumedFile) {
    this.pickle = new PickleWalker(file.sizeBytes);
    this.protobuf = new ProtobufScan(file.sizeBytes);
  }

  start(ranges: RangeReader): void {
    const reader = new BoundedReader(ranges);
    const { head, sizeBytes } = reader;
    this.headerBytes = safetensorsHeaderBytes(head, sizeBytes);
    this.script = isScript(head);
    this.carved = carvePickle(head, sizeBytes);
    if (head.indexOf(TORCH_LEGACY_MAGIC) === 0) this.ids.push('torch-legacy');
    const magic = matchMagic(head, sizeBytes);
    for (const id of magic) this.lookInto(id, reader);
    if (!magic.includes('zip')) this.lookForTrailingZip(reader);
    if (!this.ids.includes('hdf5') && hasUserBlock(reader)) this.contains.add('hdf5');
  }

  update(chunk: Uint8Array): void {
    if (this.pickle.alive) this.pickle.push(chunk);
    if (this.protobuf.alive) this.protobuf.push(chunk);
    if (this.text.alive) this.text.push(chunk);
    if (this.json.alive && this.text.alive) this.json.push(chunk);
    if (this.headerBytes !== undefined && this.headerJson.alive) this.pushHeader(chunk, this.headerBytes);
    this.position += chunk.length;
  }

  finish(): FileFormat {
    const ids = [...this.ids];
    if (this.headerBytes !== undefined && this.headerJson.finish()) ids.unshift('safetensors');
    const text = this.text.finish();
    const protobuf = recogniseProtobuf(this.protobuf);
    if (protobuf) ids.push(protobuf);
    if (isPickle(this.pickle, ids.length > 0 ? 'recognised' : text ? 'text' : 'unrecognised')) ids.push('pickle');
    if (!text && this.carved === 'found') this.contains.add('pickle');
    if (!text && this.carved === 'exhausted') this.contains.add('opaque');
    if (this.script) ids.push('script');
    if (ids.length === 0 && text) ids.push(this.json.finish() ? 'json' : 'text');
    return this.result(ids);
  }

  private result([id = 'unknown', ...others]: readonly string[]): FileFormat {
    const all = new Set([...others, ...this.contains]);
    // A set grows while it is walked: what is implied may imply more.
    for (const one of [id, ...all]) for (const implied of IMPLIED.get(one) ?? []) all.add(implied);
    all.delete(id);
    return { id, contains: [...all].sort() };
  }

  private lookInto(id: string, reader: BoundedReader): void {
    if (id === 'zip') {
      const zip = recogniseZip(reader, true);
      this.add(zip?.id ?? 'zip', zip?.contains ?? []);
    } else if (id === 'tar') {
      const tar = recogniseTar(reader);
      this.add(tar.id, tar.contains);
    } else {
      const pickle =
        (id === 'npy' && npyMayPickle(reader.head)) ||
        ((id === 'gzip' || id === 'zlib') && compressedPickle(reader.head, id));
      this.add(id, pickle ? ['pickle'] : []);
    }
  }

  private lookForTrailingZip(reader: BoundedReader): void {
    const zip = recogniseZip(reader, false);
    if (zip) for (const id of ['zip', zip.id, ...zip.contains]) this.contains.add(id);
  }

  private add(id: string, contains: readonly string[]): void {
    this.ids.push(id);
    for (const one of contains) this.contains.add(one);
  }

  private pushHeader(chunk: Uint8Array, headerBytes: number): void {
    const from = Math.max(0, 8 - this.position);
    const to = 8 + headerBytes - this.position;
    if (to > from) this.headerJson.push(chunk.subarray(from, to));
  }
}

const IMPLIED = new Map(FORMATS.map((format) => [format.id, format.implies]));

/** HDF5 allows a user block before its signature, of 512 bytes or that doubled any number of times. */
function hasUserBlock(reader: BoundedReader): boolean {
  for (let at = 512; at < reader.sizeBytes; at *= 2) {
    if (reader.read(at, HDF5_MAGIC.length)?.toString('latin1') === HDF5_MAGIC) return true;
  }
  return false;
}
