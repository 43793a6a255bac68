// SPDX-License-Identifier: Apache-2.0
import type { Evidence, EvidenceFile } from '../evidence/types.js';
import { DEFAULT_IGNORES } from '../model/names.js';
import { compileGlob } from '../policy/glob.js';
import type { FilesRequirement, FormatsRequirement } from '../policy/types.js';
import { countFiles, listNames } from './describe.js';
import type { RequirementResult } from './result.js';
import { uncovered, type AcceptedSignature } from './signature-requirement.js';

/** Format ids of a file: what it is and what is in it. */
const formatIds = (file: EvidenceFile): readonly string[] =>
  file.format === undefined ? [] : [file.format.id, ...file.format.contains];

/** Holds every file's recognised format to the lists. */
export function judgeFormats(requirement: FormatsRequirement, evidence: Evidence): RequirementResult {
  const { allow, deny = [], allowUnknown = false } = requirement;
  const asked = [
    allow && `only ${allow.join(', ')}`,
    deny.length > 0 && `no ${deny.join(', ')}`,
    allowUnknown ? 'unknown formats allowed' : 'no unknown formats',
  ];
  const base = { id: 'formats', asked: asked.filter(Boolean).join('; ') } as const;
  const { files } = evidence.model;
  if (files.some((file) => file.format === undefined)) {
    return {
      ...base,
      outcome: 'undecided',
      code: 'CHECK_BROKEN',
      found: 'the formats of some files were not looked at',
      fix: 'verify again without --cache',
    };
  }
  const denied = files.filter((file) => formatIds(file).some((id) => deny.includes(id)));
  // Opaque: a compressed or nested part that nobody looked into, so that anything may be in it.
  const isUnknown = (id: string): boolean => id === 'unknown' || (id === 'opaque' && !(allow ?? []).includes('opaque'));
  const unknown = files.filter((file) => !allowUnknown && formatIds(file).some(isUnknown));
  const outside = files.filter((file) =>
    formatIds(file).some((id) => allow && !allow.includes(id) && id !== 'unknown' && id !== 'opaque'),
  );
  const parts = [
    denied.length > 0 && `denied: ${listFormats(denied)}`,
    outside.length > 0 && `not allowed: ${listFormats(outside)}`,
    unknown.length > 0 && `not recognised for certain: ${listFormats(unknown)}`,
  ].filter(Boolean);
  if (parts.length === 0) {
    const seen = [...new Set(files.map((file) => file.format?.id))].sort();
    return { ...base, outcome: 'pass', code: 'PASSED', found: `${countFiles(files.length)}: ${seen.join(', ')}` };
  }
  return {
    ...base,
    outcome: 'fail',
    code: 'REQUIREMENT_FAILED',
    found: parts.join('; '),
    fix: 'ask for the model in an allowed format (safetensors, say), or remove the file',
  };
}

const listFormats = (files: readonly EvidenceFile[]): string =>
  listNames(files.map((file) => file.name)) + ` (${[...new Set(files.flatMap(formatIds))].join(', ')})`;

/** Holds the names of the files to the globs. With signatures asked for, a required file must be signed too. */
export function judgeFiles(
  requirement: FilesRequirement,
  evidence: Evidence,
  accepted: readonly AcceptedSignature[] | undefined,
): RequirementResult {
  const { require = [], deny = [] } = requirement;
  const names = evidence.model.files.map((file) => file.name);
  const required = require.map((glob) => ({ glob, matches: names.filter(compileGlob(glob)) }));
  const absent = required.filter(({ matches }) => matches.length === 0).map(({ glob }) => glob);
  const needed = [...new Set(required.flatMap(({ matches }) => matches))];
  const unsigned = accepted === undefined ? [] : uncovered(needed, accepted);
  const deniedBy = deny.map(compileGlob);
  const isDenied = (name: string): boolean => deniedBy.some((matches) => matches(name));
  const denied = [
    ...names.filter(isDenied),
    // Whether it is a file or a folder, nobody looked.
    ...alwaysLeftOut(evidence).filter((name) => isDenied(name) || isDenied(`${name}/`)),
  ];
  const asked = [
    require.length > 0 && `has ${require.join(', ')}`,
    deny.length > 0 && `has no ${deny.join(', ')}`,
  ].filter(Boolean);
  const parts = [
    absent.length > 0 && `nothing matches ${absent.join(', ')}`,
    unsigned.length > 0 && `not signed: ${listNames(unsigned)}`,
    denied.length > 0 && `denied: ${listNames(denied)}`,
  ].filter(Boolean);
  const base = { id: 'files', asked: asked.join('; ') } as const;
  return parts.length === 0
    ? { ...base, outcome: 'pass', code: 'PASSED', found: `${countFiles(names.length)}, all as asked` }
    : {
        ...base,
        outcome: 'fail',
        code: 'REQUIREMENT_FAILED',
        found: parts.join('; '),
        fix: 'add what is missing or remove what is denied, then sign the model again',
      };
}

/** Names such as `.git` that are there, and that no model signature speaks of. */
const alwaysLeftOut = ({ model }: Evidence): readonly string[] =>
  model.ignored.filter((name) => DEFAULT_IGNORES.includes(name));
