// SPDX-License-Identifier: Apache-2.0
import { isDeepStrictEqual } from 'node:util';
import { serialize } from 'node:v8';
import type { Finding, Inspection } from '@mpk/core';
import { formatConsumer, type FileReading, type Part } from '@mpk/formats';
import { readingConsumer } from '@mpk/formats/reading';
import { readTemplate } from '@mpk/formats/template';
import { inspect } from '@mpk/inspect';
import { mutate } from '../mutations.ts';
import type { Random } from '../random.ts';
import { cpuMs, type Input, type Outcome, type Subject } from '../subject.ts';
import { readBytes } from './read-bytes.ts';
import { wrap } from './wraps.ts';

const MIB = 1024 * 1024;
/** Largest reading, as threads give it to one another. */
const MAX_READING_BYTES = 64 * MIB;
/** Longest template that is read here: the rest of its limits has tests of its own. */
const MAX_TEMPLATE_BYTES = 64 * 1024;
const MAX_MESSAGE_CHARS = 500;
const MAX_CHUNK_BYTES = 4096;

/** Names that checks know, and one that none knows. */
const NAMES = [
  'any',
  'config.json',
  'tokenizer_config.json',
  'chat_template.jinja',
  'model.safetensors.index.json',
  'model.safetensors',
  'pytorch_model.bin',
  'model.keras',
  'saved_model.pb',
  'README.md',
] as const;

/** Every reader and every check of a file by itself. */
export const READERS: Subject = { names: NAMES, make, examine };

function make(choose: () => Buffer, random: Random): Buffer {
  const bytes = random.oneIn(50) ? choose() : mutate(choose(), random, choose);
  return random.oneIn(8) ? wrap(bytes, random) : bytes;
}

function examine({ name, bytes }: Input, random: Random, grown: () => string | undefined): Outcome {
  const startedAt = cpuMs();
  const reading = readBytes(readingConsumer, bytes, () => MIB);
  const format = readBytes(formatConsumer, bytes, () => MIB);
  const inspection = inspect({ files: [{ name, sizeBytes: bytes.length, format, reading }] });
  const tookMs = cpuMs() - startedAt;
  const growth = grown();
  const chunkBytes = (): number => 1 + random.below(random.pick([1, 16, MAX_CHUNK_BYTES]));
  const failure =
    growth ??
    faultOfTime(tookMs, bytes.length, reading) ??
    faultOfReading(reading, bytes.length) ??
    faultOfFindings(inspection, bytes.length) ??
    faultOfDifference(
      [reading, format],
      [readBytes(readingConsumer, bytes, chunkBytes), readBytes(formatConsumer, bytes, chunkBytes)],
    ) ??
    faultOfTemplate(bytes);
  return { ...(failure !== undefined && { failure }), novelty: noveltyOf(reading, inspection) };
}

/** Two seconds, and one for each MiB that is read, 50 ms for each that decompressing gave. */
function faultOfTime(tookMs: number, sizeBytes: number, { parts }: FileReading): string | undefined {
  const readBytes = parts.reduce((sum, part) => sum + part.sizeBytes, 0);
  const allowedMs = 2000 + (sizeBytes / MIB) * 1000 + (readBytes / MIB) * 50;
  return tookMs > allowedMs ? `took ${Math.round(tookMs)} ms of ${Math.round(allowedMs)}` : undefined;
}

const isWithin = (value: number | undefined, max: number): boolean =>
  value === undefined || (Number.isSafeInteger(value) && value >= 0 && value <= max);

function faultOfReading({ parts, inspectedBytes }: FileReading, sizeBytes: number): string | undefined {
  if (!isWithin(inspectedBytes, sizeBytes)) return `${inspectedBytes} bytes inspected of ${sizeBytes}`;
  const resultBytes = serialize(parts).length;
  if (resultBytes > MAX_READING_BYTES) return `a reading of ${resultBytes} bytes`;
  for (const part of parts) {
    const fault = faultOfPart(part, sizeBytes);
    if (fault !== undefined) return `${part.path.join('!')} (${part.format}): ${fault}`;
  }
  return undefined;
}

function faultOfPart(
  { fileOffset, sizeBytes, irregularities, uninspected }: Part,
  fileBytes: number,
): string | undefined {
  if (!isWithin(fileOffset, fileBytes)) return `lies at ${fileOffset} of ${fileBytes}`;
  if (fileOffset !== undefined && fileOffset + sizeBytes > fileBytes) return `ends at ${fileOffset + sizeBytes}`;
  for (const { kind, offset } of irregularities)
    if (!isWithin(offset, sizeBytes)) return `${kind} at ${offset} of ${sizeBytes}`;
  for (const { reason, offset, sizeBytes: size, detail } of uninspected) {
    if (reason === 'reader-failed') return `its reader failed: ${detail}`;
    if (!isWithin(offset, sizeBytes)) return `${reason} at ${offset} of ${sizeBytes}`;
    if (!isWithin(size, Number.MAX_SAFE_INTEGER)) return `${reason} of ${size} bytes`;
  }
  return undefined;
}

function faultOfFindings({ findings }: Inspection, fileBytes: number): string | undefined {
  const wrong = findings.find((finding) => !isSound(finding, fileBytes));
  return wrong === undefined ? undefined : `finding ${JSON.stringify(wrong)}`;
}

const isSound = ({ message, location }: Finding, fileBytes: number): boolean =>
  message !== 'the check itself failed' &&
  message.length <= MAX_MESSAGE_CHARS &&
  isWithin(location?.byteOffset, fileBytes);

/** How bytes are cut into chunks must not matter. */
function faultOfDifference(whole: unknown, pieces: unknown): string | undefined {
  if (serialize(whole).equals(serialize(pieces)) || isDeepStrictEqual(whole, pieces)) return undefined;
  return 'chunks of other sizes give another reading';
}

function faultOfTemplate(bytes: Buffer): string | undefined {
  const startedAt = cpuMs();
  const text = bytes.toString('utf8', 0, MAX_TEMPLATE_BYTES);
  const resultBytes = serialize(readTemplate(text)).length;
  if (resultBytes > MIB) return `a template whose reading has ${resultBytes} bytes`;
  return cpuMs() - startedAt > 2000 ? `a template that takes ${Math.round(cpuMs() - startedAt)} ms` : undefined;
}

function noveltyOf({ parts }: FileReading, { findings }: Inspection): string {
  const kinds = parts.flatMap(({ format, irregularities, uninspected }) => [
    format,
    ...irregularities.map(({ kind }) => `${format} ${kind}`),
    ...uninspected.map(({ reason }) => `${format} -${reason}`),
  ]);
  return [...new Set([...kinds, ...findings.map(({ check, severity }) => `${check} ${severity}`)])].sort().join();
}
