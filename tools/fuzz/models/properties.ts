// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { auditModel, collectClaims, type AuditFinding, type CollectedClaims, type ModelFile } from '@mpk/bom';
import { formatConsumer } from '@mpk/formats';
import { readingConsumer } from '@mpk/formats/reading';
import { mutate } from '../mutations.ts';
import type { Random } from '../random.ts';
import { readBytes } from '../readers/read-bytes.ts';
import { cpuMs, type Input, type Outcome, type Subject } from '../subject.ts';
import { faultOfDocuments } from './documents.ts';
import { mutateModel } from './mutate-model.ts';
import { unpack } from './packed.ts';

const MIB = 1024 * 1024;
const MAX_MESSAGE_CHARS = 500;
/** Files have at most half a MiB together: what is more than this is no longer in a measure with them. */
const MAX_CLAIMS_BYTES = 16 * MIB;
const MAX_MS = 5000;

/** What is claimed, audited and written of a model, whatever its files hold. */
export const MODELS: Subject = {
  names: ['model'],
  make: (choose: () => Buffer, random: Random): Buffer => {
    if (random.oneIn(50)) return choose();
    return random.oneIn(10) ? mutate(mutateModel(choose, random), random, choose) : mutateModel(choose, random);
  },
  examine,
};

function examine({ bytes }: Input, _random: Random, grown: () => string | undefined): Outcome {
  const startedAt = cpuMs();
  const files = [...unpack(bytes)].map(([name, content]) => toModelFile(name, content));
  const collected = collectClaims(files);
  const findings = auditModel(files, collected);
  const tookMs = cpuMs() - startedAt;
  const failure =
    grown() ??
    (tookMs > MAX_MS ? `took ${Math.round(tookMs)} ms` : undefined) ??
    faultOfClaims(collected) ??
    faultOfFindings(findings) ??
    faultOfDocuments(files, collected.claims);
  return { ...(failure !== undefined && { failure }), novelty: noveltyOf(collected, findings) };
}

function toModelFile(name: string, content: Buffer): ModelFile {
  return {
    name,
    sizeBytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    format: readBytes(formatConsumer, content, () => MIB, name),
    reading: readBytes(readingConsumer, content, () => MIB, name),
  };
}

function faultOfClaims(collected: CollectedClaims): string | undefined {
  const { length } = JSON.stringify(collected);
  return length > MAX_CLAIMS_BYTES ? `claims of ${length} characters` : undefined;
}

function faultOfFindings(findings: readonly AuditFinding[]): string | undefined {
  const wrong = findings.find(({ message, evidence }) =>
    [message, ...evidence.flatMap(({ source, value }) => [source, value])].some((text) => !isSound(text)),
  );
  return wrong === undefined ? undefined : `finding ${JSON.stringify(wrong)}`;
}

const isSound = (text: string): boolean => text.length <= MAX_MESSAGE_CHARS && !/[\p{Cc}\p{Cf}]/u.test(text);

function noveltyOf({ claims, remarks }: CollectedClaims, findings: readonly AuditFinding[]): string {
  const kinds = [
    ...claims.map(({ name, method, value }) => `${name} ${method} ${typeof value}`),
    ...remarks.map(({ kind }) => kind),
    ...findings.map(({ check, severity }) => `${check} ${severity}`),
  ];
  return [...new Set(kinds)].sort().join();
}
