// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { basename, extname } from 'node:path';
import { leavesOf, type JsonObject } from './leaves.ts';
import { hasWhole, isFound } from './match.ts';
import { statementsOf, type Statement } from './statements.ts';
import type { Fact, Folder } from './truth.ts';

/** What a document is worth. */
export interface Judgement {
  readonly found: readonly Fact[];
  readonly missed: readonly Fact[];
  /** what no file of the folder says of the model, in the words of the document: each once */
  readonly invented: readonly Statement[];
}

/** Holds a document against a folder; one that was not written finds nothing. */
export function judge(folder: Folder, document: JsonObject | undefined): Judgement {
  if (document === undefined) return { found: [], missed: folder.facts, invented: [] };
  const leaves = leavesOf(document);
  const found = folder.facts.filter((fact) => isFound(fact, leaves));
  const seen = new Map(statementsOf(document).map((one) => [`${one.kind} ${one.value.toLowerCase()}`, one]));
  return {
    found,
    missed: folder.facts.filter((fact) => !found.includes(fact)),
    invented: [...seen.values()].filter((statement) => !isStated(folder, statement)),
  };
}

function isStated(folder: Folder, { kind, value }: Statement): boolean {
  if (folder.accepted.some((one) => one.kind === kind && one.value === value)) return true;
  if (kind === 'digest') return digestsOf(folder).has(value.toLowerCase());
  const facts = folder.facts.filter((fact) => fact.kind === kind).flatMap(({ values }) => values);
  const accepted = kind === 'name' ? [...facts, ...namesOf(folder)] : facts;
  return accepted.some((one) => hasWhole(value, one) || hasWhole(one, value));
}

/** A model may go by the name of its folder or of a file. */
const namesOf = ({ name, files }: Folder): readonly string[] => [
  name,
  ...Object.keys(files).flatMap((file) => [file, basename(file), basename(file, extname(file))]),
];

const ALGORITHMS = ['md5', 'sha1', 'sha256', 'sha384', 'sha512'];

const digestsOf = ({ files }: Folder): ReadonlySet<string> =>
  new Set(
    Object.values(files).flatMap((bytes) => ALGORITHMS.map((name) => createHash(name).update(bytes).digest('hex'))),
  );
