// SPDX-License-Identifier: Apache-2.0
import type { RangeReader } from '@mpk/core';
import { HEAD_BYTES } from '../limits.js';
import { carvePickles } from '../pickle/carved-pickles.js';
import { PickleView } from '../pickle/pickle-view.js';
import { recogniseHead } from './recognise-head.js';
import type { ChildPlace, PartBuilder, PartReader } from './part-builder.js';
import { openCandidates, openRecognised, type View } from './views.js';

/**
 * Opens a reader for a part of unknown content.
 *
 * Every way in which the bytes may be read is tried while they pass by, for a file may be several formats at once; which of
 * them they were is decided at the end. What nothing explains is reported as not recognised.
 */
export function openPart(builder: PartBuilder, { ranges, format }: Pick<ChildPlace, 'ranges' | 'format'>): PartReader {
  let views: readonly View[] | undefined;
  let pieces: Buffer[] = [];
  let headBytes = 0;
  let sizeBytes = 0;
  let head = ranges?.read(0, HEAD_BYTES);
  const begin = (): readonly View[] => {
    head = Buffer.concat(pieces);
    pieces = [];
    views = openViews(builder, { head, ranges, format });
    for (const view of views) view.write(head);
    return views;
  };
  if (head !== undefined) views = openViews(builder, { head, ranges, format });
  return {
    write(chunk) {
      sizeBytes += chunk.length;
      if (views !== undefined) {
        for (const view of views) view.write(chunk);
        return;
      }
      pieces.push(Buffer.from(chunk));
      headBytes += chunk.length;
      if (headBytes >= HEAD_BYTES) begin();
    },
    end() {
      builder.sizeBytes = sizeBytes;
      for (const view of views ?? begin()) view.end();
      settle(builder, views ?? [], head);
    },
  };
}

interface Beginning {
  readonly head: Buffer;
  readonly ranges: RangeReader | undefined;
  readonly format: string | undefined;
}

function openViews(builder: PartBuilder, { head, ranges, format }: Beginning): readonly View[] {
  const ids = format === undefined ? recogniseHead(head, builder.sizeBytes, ranges) : [format];
  const recognised = ids.map((id) => openRecognised(id, builder.view(), ranges));
  if (format !== undefined) return recognised;
  const pickle = new PickleView(builder.view(), head, ids.length > 0);
  return ids.length > 0 ? [...recognised, pickle] : [pickle, ...openCandidates(() => builder.view())];
}

/**
 * Text is the last resort, but for what may be something or nothing: a pickle of protocol 0 is text, too. JSON is never anything
 * else by chance, nor is a message of protobuf text.
 */
function settle(builder: PartBuilder, views: readonly View[], head: Buffer | undefined): void {
  const found = views.filter(({ part }) => part.recognised).map(({ part }) => part);
  const plain = found.filter(({ format }) => format === 'text' || format === 'json');
  const others = found.filter((part) => !plain.includes(part));
  const likely = views.filter(({ isLikely }) => isLikely === true).map(({ part }) => part);
  const isPickle = others.some(({ content }) => content?.kind === 'pickle');
  const beside = plain.filter(({ format }) => format === 'json' || !isPickle).slice(0, 1);
  const known = [...others, ...beside].filter((part) => builder.place.isData !== true || !part.isChance());
  const accepted = known.length > 0 ? known : likely;
  for (const part of accepted) builder.accept(part);
  if (accepted.length > 0) return;
  if (builder.sizeBytes === 0) builder.format = 'text';
  else {
    if (builder.place.isData !== true) builder.uninspected('unrecognised');
    builder.content = views.find(({ part }) => part.content?.kind === 'text')?.part.content;
    carvePickles((head ?? Buffer.alloc(0)).subarray(0, HEAD_BYTES), builder);
  }
}
