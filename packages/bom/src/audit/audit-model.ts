// SPDX-License-Identifier: Apache-2.0
import { printable, showSource, type Claim, type ClaimMethod, type Finding } from '@mpk/core';
import type { CollectedClaims } from '../claims/claim-sink.js';
import type { ModelFile } from '../model-files.js';
import { AuditedModel, shownValue } from './audited-model.js';
import type { AuditMatch, AuditRule } from './rule.js';
import { AUDIT_RULES } from './rules.js';

/** Most findings of one rule; how many more there are, its last one says. */
export const MAX_FINDINGS_PER_RULE = 100;
const MAX_MESSAGE_CHARS = 500;
const MAX_VALUE_CHARS = 200;
/** Most claims that one finding shows. */
const MAX_EVIDENCE = 10;

/** One side of what a finding rests on. */
export interface AuditEvidence {
  /** `README.md#/license` */
  readonly source: string;
  readonly claim: string;
  /** for people: cut, and printable */
  readonly value: string;
  readonly method: ClaimMethod;
}

/** A finding with what it rests on. */
export interface AuditFinding extends Finding {
  readonly evidence: readonly AuditEvidence[];
}

/** Where a model lies. */
export interface AuditPlace {
  /** as kit's sources have it: its last step may say what the model is */
  readonly uri?: string;
}

/** Runs every rule over what a model says. A rule that breaks is a bug, and makes the audit inconclusive there. */
export function auditModel(
  files: readonly ModelFile[],
  collected: CollectedClaims,
  { uri = '' }: AuditPlace = {},
): readonly AuditFinding[] {
  const model = new AuditedModel(files, collected, placeNameOf(uri));
  const rules = AUDIT_RULES.filter(
    ({ isOfModelsAlone, ofCard }) =>
      (model.subject === 'model' || isOfModelsAlone !== true) && (ofCard === undefined || !model.isUnread(ofCard)),
  );
  return rules.flatMap((rule) => runRule(rule, model));
}

const MAX_PLACE_CHARS = 200;

/** A repository of the Hub is named by a claim. */
function placeNameOf(uri: string): string | undefined {
  const name = uri.startsWith('hf://') ? '' : uri.replace(/\/+$/, '').slice(-MAX_PLACE_CHARS).split('/').at(-1);
  if (name === undefined || name === '') return undefined;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function runRule(rule: AuditRule, model: AuditedModel): readonly AuditFinding[] {
  const matches: AuditMatch[] = [];
  let more = 0;
  for (const match of rule.check(model)) {
    if (matches.length < MAX_FINDINGS_PER_RULE) matches.push(match);
    else more++;
  }
  const last = { message: `${more} more of the same kind` };
  return [...matches, ...(more > 0 ? [last] : [])].map((match) => toFinding(rule, match));
}

function toFinding({ id, severity }: AuditRule, match: AuditMatch): AuditFinding {
  const evidence = (match.evidence ?? []).slice(0, MAX_EVIDENCE);
  const file = match.file ?? evidence.find(({ source }) => source.file !== undefined)?.source.file;
  return {
    check: id,
    outcome: 'fail',
    severity: match.severity ?? severity,
    message: cut(match.message, MAX_MESSAGE_CHARS),
    ...(file !== undefined && { location: { file } }),
    evidence: evidence.map(toEvidence),
  };
}

function toEvidence(claim: Claim): AuditEvidence {
  const { name, source, method } = claim;
  const value = cut(shownValue(claim), MAX_VALUE_CHARS);
  return { source: cut(showSource(source), MAX_VALUE_CHARS), claim: name, value, method };
}

const cut = (text: string, length: number): string => printable(text.slice(0, length + 1)).slice(0, length);
