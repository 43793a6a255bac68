// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import { isJsonObject, type JsonValue } from '@mpk/formats';
import type { ClaimName } from '../../claims/vocabulary.js';
import { baseNameOf, contentOf, jsonOf, textOf, type ModelFile } from '../../model-files.js';
import { shownValue, type AuditedModel } from '../audited-model.js';
import type { AuditMatch, AuditRule } from '../rule.js';

/** Folders of people and of clusters, on the systems that models are trained on. */
const ROOTS =
  'home|Users|root|mnt|data|scratch|workspace|content|kaggle|gpfs|lustre|nfs|fsx|efs|dbfs|Volumes|opt/ml|private|tmp';
const STEPS = String.raw`[^\s"'<>|*?,;)\]}]{1,200}`;
const PATH = new RegExp(
  String.raw`(?:^|["'=\s([,:])((?:(?:file://)?/(?:${ROOTS})/|[A-Za-z]:\\{1,2}Users\\)${STEPS})`,
  'g',
);
/** What is a path and nothing else. */
const WHOLE = new RegExp(String.raw`^(?:file://)?/(?:${ROOTS})/${STEPS}$|^[A-Za-z]:\\[^"<>|*?]{1,200}$`);
/** Longer than any text that is a path and nothing else. */
const MAX_WHOLE_CHARS = 300;
/** Longest text that is looked through. */
const MAX_TEXT_CHARS = 256 * 1024;
/** Most paths of one file that are counted. */
const MAX_PATHS = 100;
const MAX_DEPTH = 8;

const NAMES: readonly ClaimName[] = [
  'training.path',
  'base-model',
  'dataset.training',
  'training.hyperparameter',
  'dataset.source',
];
/** Configurations that programs write: other JSON may have paths as what it is about, such as a vocabulary. */
const WRITTEN = /(?:config|args|state|params|metadata|results|info)\.json$/;

/** Texts of a file that a program wrote, one by one. */
function* textsIn(file: ModelFile): Generator<string> {
  if (/\.ya?ml$|(?:^|\/)MLmodel$/.test(file.name)) {
    const text = textOf(file)?.slice(0, MAX_TEXT_CHARS) ?? '';
    for (const line of text.split('\n')) if (!/^\s*#/.test(line)) yield line;
  }
  for (const { value } of contentOf(file, 'tensors')?.metadata ?? [])
    if (typeof value === 'string') yield value.slice(0, MAX_TEXT_CHARS);
}

/** Texts of JSON; of a template, which may tell a model where to write, none. */
function* stringsIn(value: JsonValue, depth = 0): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (depth < MAX_DEPTH && Array.isArray(value))
    for (const item of value as readonly JsonValue[]) yield* stringsIn(item, depth + 1);
  else if (depth < MAX_DEPTH && isJsonObject(value))
    for (const [, member] of value.members) yield* stringsIn(member, depth + 1);
}

function pathsIn(file: ModelFile): ReadonlySet<string> {
  const found = new Set<string>();
  for (const text of textsIn(file)) {
    for (const [, path = ''] of text.matchAll(PATH)) if (found.size < MAX_PATHS) found.add(path);
  }
  // Of other drives than those of people a path counts only where there is nothing else.
  for (const { value } of contentOf(file, 'tensors')?.metadata ?? [])
    if (found.size < MAX_PATHS && typeof value === 'string' && value.length < MAX_WHOLE_CHARS && WHOLE.test(value))
      found.add(value);
  const json = WRITTEN.test(baseNameOf(file)) ? jsonOf(file) : undefined;
  for (const text of json === undefined ? [] : stringsIn(json))
    if (found.size < MAX_PATHS && WHOLE.test(text)) found.add(text);
  return found;
}

function* ofClaims(model: AuditedModel): Generator<AuditMatch & { readonly message: string; readonly claim: Claim }> {
  for (const claim of NAMES.flatMap((name) => model.of(name))) {
    const [path] = shownValue(claim).slice(0, MAX_TEXT_CHARS).matchAll(PATH);
    if (path?.[1] !== undefined) yield { message: path[1], evidence: [claim], claim };
  }
}

export const absolutePath: AuditRule = {
  id: 'path-of-a-machine',
  theme: 'privacy',
  severity: 'low',
  description: 'A path of the machine that it was trained on was published with it.',
  risk: 'Names of people, customers and projects stand in such paths.',
  fix: 'Remove it, and write relative paths or ids.',
  limits:
    'It looks into facts, headers of weights, YAML, and JSON that programs write as configuration; not into prose and code.',
  *check(model) {
    const told = new Set<string>();
    for (const { message, evidence, claim } of ofClaims(model)) {
      told.add(`${claim.source.file ?? ''}\n${message}`);
      yield { message, evidence: evidence ?? [] };
    }
    for (const file of model.files) {
      const [first, ...more] = [...pathsIn(file)].filter((path) => !told.has(`${file.name}\n${path}`));
      const others = more.length === 0 ? '' : `, and ${more.length} more`;
      if (first !== undefined) yield { message: `${first}${others}`, file: file.name };
    }
  },
};
