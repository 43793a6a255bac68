// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { formatConsumer } from '@mpk/formats';
import { tensorReadingConsumer } from '@mpk/formats/reading';
import type { Consumer, Finding } from '@mpk/core';
import {
  CHECKS,
  compareModels,
  runChecks,
  type BaseDifference,
  type InspectedFile,
  type InspectedModel,
} from '@mpk/inspect';

/** Files of a model, by name. */
export type Files = Readonly<Record<string, Uint8Array | string>>;

function consume<R>(consumer: Consumer<R>, bytes: Buffer): R {
  consumer.start?.({
    sizeBytes: bytes.length,
    read: (offset, length) => (offset < 0 || length < 0 ? Buffer.alloc(0) : bytes.subarray(offset, offset + length)),
  });
  consumer.update(bytes);
  return consumer.finish();
}

/** A file as the pass would have it. */
export function inspectedFile(name: string, content: Uint8Array | string): InspectedFile {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : Buffer.from(content);
  const file = { name, sizeBytes: bytes.length };
  return {
    ...file,
    format: consume(formatConsumer(file), bytes),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    reading: consume(tensorReadingConsumer(file), bytes),
  };
}

/** A model as the pass would have it. */
export const inspectedModel = (files: Files): InspectedModel => ({
  files: Object.entries(files).map(([name, content]) => inspectedFile(name, content)),
});

/** What files differ in from those of a base; nothing of it is measured unless given. */
export const differenceOf = (files: Files, base: Files, given: Partial<BaseDifference> = {}): BaseDifference => ({
  ...compareModels(inspectedModel(files), inspectedModel(base)),
  verified: 'digest',
  measures: new Map(),
  ...given,
});

/** Findings of all checks, or of one. */
export const findingsIn = (files: Files, check?: string, base?: Files): readonly Finding[] =>
  runChecks(
    CHECKS.filter(({ id }) => check === undefined || id === check),
    { ...inspectedModel(files), ...(base !== undefined && { base: differenceOf(files, base) }) },
  );

/** Findings on a line each: outcome or severity, where, and what. */
export const shown = (files: Files, check?: string): readonly string[] =>
  findingsIn(files, check).map(({ outcome, severity, message, location = {} }) => {
    const where = [location.file ?? 'model', ...(location.path ?? [])].join('!');
    return `${outcome === 'fail' ? severity : outcome} ${where}: ${message}`;
  });
