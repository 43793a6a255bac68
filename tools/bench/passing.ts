// SPDX-License-Identifier: Apache-2.0
// What passing the bytes of large files by the readers costs, with nothing read from the disk and nothing hashed.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { FACTS_READING_CONSUMER, FORMAT_CONSUMER, type ConsumerRegistry } from '@mpk/core/pass';
import { ComparedRanges } from '../../packages/core/dist/pass/compared-ranges.js';
import { loadConsumers } from '../../packages/kit/dist/registry.js';

/** As many as the pass reads at once. */
const SLICE_BYTES = 256 * 1024;
/** Behind that all are zeros. */
const HEAD_SLICES = 4;

/**
 * CPU seconds that the consumers of a BOM take for files of zeros behind a header, over none at all; of several rounds those that took
 * least, and not the first, in which code is compiled.
 */
export async function passingSeconds(paths: readonly string[], rounds: number): Promise<number> {
  const registry = await loadConsumers([FORMAT_CONSUMER, FACTS_READING_CONSUMER]);
  let [consumed, empty] = [Infinity, Infinity];
  for (let round = 0; round <= rounds; round++) {
    const [all, none] = [passAll(paths, registry), passAll(paths, {})];
    if (round > 0) [consumed, empty] = [Math.min(consumed, all), Math.min(empty, none)];
  }
  return consumed - empty;
}

function passAll(paths: readonly string[], registry: ConsumerRegistry): number {
  const before = process.cpuUsage();
  for (const path of paths) pass(path, registry);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function pass(path: string, registry: ConsumerRegistry): void {
  const fd = openSync(path, 'r');
  const sizeBytes = fstatSync(fd).size;
  const consumers = Object.values(registry).map((create) => create({ name: path, sizeBytes }));
  const ranges = new ComparedRanges(path, sizeBytes, (buffer, offset) => readSync(fd, buffer, { position: offset }));
  for (const consumer of consumers) consumer.start?.(ranges);
  const buffer = Buffer.alloc(SLICE_BYTES);
  for (let at = 0; at < sizeBytes; at += SLICE_BYTES) {
    if (at < HEAD_SLICES * SLICE_BYTES) readSync(fd, buffer, { position: at });
    else if (at === HEAD_SLICES * SLICE_BYTES) buffer.fill(0);
    const chunk = buffer.subarray(0, sizeBytes - at);
    ranges.crossedBy(chunk, at);
    for (const consumer of consumers) consumer.update(chunk);
  }
  for (const consumer of consumers) consumer.finish();
  closeSync(fd);
}
