// SPDX-License-Identifier: Apache-2.0
import type { Claim, ClaimMethod, ClaimValue } from '@mpk/core';
import { auditModel, type AuditFinding, type ClaimName, type Remark } from '@mpk/bom';
import { claimsIn, modelFiles, type Files } from '../model.js';

/** What a rule is shown: claims as collectors make them, files as they are read, remarks. */
export interface Shown {
  readonly claims?: readonly Claim[];
  readonly files?: Files;
  readonly remarks?: readonly Remark[];
  /** files whose claims are collected, as of a model */
  readonly folder?: Files;
  /** where it lies */
  readonly uri?: string;
}

/** A claim of a place such as `README.md#/license`. */
export function claim(
  name: ClaimName,
  value: ClaimValue,
  place = 'README.md',
  method: ClaimMethod = 'declared',
): Claim {
  const cut = place.indexOf('#');
  const [file, pointer] = cut < 0 ? [place, undefined] : [place.slice(0, cut), place.slice(cut + 1)];
  return { subject: 'model', name, value, method, source: { file, ...(pointer !== undefined && { pointer }) } };
}

export const measured = (name: ClaimName, value: ClaimValue, file = 'model.safetensors'): Claim =>
  claim(name, value, file, 'measured');
export const about = (subject: string, name: ClaimName, value: ClaimValue): Claim => ({
  ...claim(name, value, 'data.json'),
  subject,
});
export const only = (...claims: readonly Claim[]): Shown => ({ claims });
export const files = (...names: readonly string[]): Shown => ({
  files: Object.fromEntries(names.map((name) => [name, 'x'])),
});

/** A safetensors file whose tensors hold zeros. */
export function safetensors(
  tensors: Readonly<Record<string, readonly number[]>>,
  metadata?: Readonly<Record<string, string>>,
): Buffer {
  let end = 0;
  const header: Record<string, unknown> = metadata === undefined ? {} : { __metadata__: metadata };
  for (const [name, shape] of Object.entries(tensors)) {
    const size = 4 * shape.reduce((product, length) => product * length, 1);
    header[name] = { dtype: 'F32', shape, data_offsets: [end, (end += size)] };
  }
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, Buffer.alloc(end)]);
}

export const folder = (named: Files): Shown => ({ folder: named });

/** What is found. */
export function findingsIn(shown: Shown): readonly AuditFinding[] {
  const { claims = [], files: named = {}, remarks = [], folder: whole = {}, uri = '' } = shown;
  const collected = claimsIn(whole);
  const all = { claims: [...claims, ...collected.claims], remarks: [...remarks, ...collected.remarks] };
  return auditModel(modelFiles({ ...named, ...whole }), all, { uri });
}

/** Ids of the rules that find something. */
export const idsIn = (shown: Shown): readonly string[] => findingsIn(shown).map(({ check }) => check);

/** What a rule tells of, and what it does not. */
export interface Fixture {
  readonly bad: readonly Shown[];
  readonly good: readonly Shown[];
}
