// SPDX-License-Identifier: Apache-2.0
import type { RangeReader } from '@mpk/core';
import { Table, type FlatFile } from '../flatbuffer/table.js';
import { shownText } from '../reading/bounded.js';
import { Claims } from '../reading/claims.js';
import { Malformed, type SequentialReader } from '../reading/drive.js';
import { beginsAsSomething, isProgram, readRest, type Gap } from '../reading/gaps.js';
import { PagedBytes } from '../reading/paged-bytes.js';
import { planOrTell } from '../reading/plan.js';
import type { PartBuilder } from '../reading/part-builder.js';
import type { TfliteContent } from './content.js';
import { TfliteModel, type TfliteBuffer } from './model.js';

/** Most buffers that are listed as looking like programs, and largest metadata that is looked into. */
const MAX_LOOKS = 100;
const MAX_METADATA_BYTES = 4 * 1024 * 1024;
const HEAD_BYTES = 512;
const ZIP_MAGIC = 'PK\x03\x04';

/**
 * Reads a model of TensorFlow Lite: all that its root table leads to, each reference checked to be in the file; and then, as the
 * bytes pass by, what nothing refers to.
 *
 * @see https://github.com/tensorflow/tensorflow/blob/master/tensorflow/compiler/mlir/lite/schema/schema.fbs
 */
export const planTfliteReader = (ranges: RangeReader, part: PartBuilder): SequentialReader =>
  planOrTell(part, () => {
    const file: FlatFile = { bytes: new PagedBytes(ranges), claims: new Claims() };
    if (file.bytes.bytes(4, 4).toString('latin1') !== 'TFL3') throw new Malformed('there is no TFL3', 4);
    file.claims.once(0, 8, 'header');
    const root = new Table(file, file.bytes.number(0, 4));
    const content = contentOf(root);
    part.content = content;
    const model = new TfliteModel(file, content);
    model.read(root);
    openMetadata(file, part, model);
    const looks = model.buffers
      .map((buffer) => ({ ...buffer, look: (head: Buffer) => lookAt(head, buffer, content) }))
      .sort((a, b) => a.start - b.start);
    const gaps = findGaps(file, part);
    return (stream) => readRest(stream, { part, ranges, gaps, looks });
  });

const contentOf = (root: Table): TfliteContent => ({
  kind: 'tflite',
  schemaVersion: root.number(0, 4),
  description: shownText(root.text(3)),
  operators: [],
  metadata: [],
  signatures: [],
  externalGroups: [],
  subgraphs: 0,
  tensors: 0,
  buffers: 0,
  bufferBytes: 0,
  moreEntries: 0,
  looksLike: [],
});

/** Metadata may be anything: what begins as something known is read as that. */
function openMetadata({ bytes }: FlatFile, part: PartBuilder, model: TfliteModel): void {
  for (const { index, start, sizeBytes } of model.buffers) {
    const name = model.metadataBuffers.get(index);
    if (name === undefined || !beginsAsSomething(bytes.bytes(start, Math.min(sizeBytes, HEAD_BYTES)))) continue;
    if (sizeBytes > MAX_METADATA_BYTES) part.uninspected('too-large', start, sizeBytes, name);
    else {
      const child = part.open({ name, offset: start, sizeBytes });
      child.write(bytes.bytes(start, sizeBytes));
      child.end();
    }
  }
}

/** Files that a model needs are appended to it as a zip archive, which is how it should be. */
function findGaps({ claims, bytes }: FlatFile, part: PartBuilder): Gap[] {
  const gaps: Gap[] = [];
  claims.sweep(bytes.sizeBytes, {
    gap(start, end) {
      const isLast = end === bytes.sizeBytes;
      const isZip = isLast && end - start >= 4 && bytes.bytes(start, 4).toString('latin1') === ZIP_MAGIC;
      gaps.push({ start, end, kind: isZip ? undefined : isLast ? 'trailing-bytes' : 'gap' });
    },
    overlap: (a, b) => part.irregular('overlap', b.start, `${a.what} at ${a.start} and ${b.what} at ${b.start}`),
  });
  return gaps;
}

function lookAt(head: Buffer, { index }: TfliteBuffer, { looksLike }: TfliteContent): void {
  if (isProgram(head) && looksLike.length < MAX_LOOKS) looksLike.push(index);
}
