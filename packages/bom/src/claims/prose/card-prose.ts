// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import { licenseFacts } from '../../licenses/license-ids.js';
import type { ModelFile } from '../../model-files.js';
import type { ClaimSink } from '../claim-sink.js';
import { hubId, sameId } from '../hub-ids.js';
import type { Section } from '../sections.js';
import { basesIn } from './bases.js';
import { headingsOf } from './headings.js';
import { licensesIn } from './licenses.js';
import { parametersIn } from './parameters.js';
import { restrictionsIn } from './restrictions.js';
import { statementsOf, type Statement } from './statements.js';

/** Most statements of one card that become facts, of each kind. */
const MAX_FACTS = 20;
/** Most characters of a sentence that becomes one. */
const MAX_SENTENCE_CHARS = 300;

type ProseClaim = 'base-model' | 'license' | 'license.restriction';

/** What the front matter says, which prose may say again. */
export interface FrontMatterFacts {
  readonly bases: readonly string[];
  readonly licenses: readonly string[];
}

/**
 * Claims what sentences of a card say of its base and its licence, where its front matter does not say it, of what it forbids, and of
 * its size: inferred, and of few forms of sentences alone. What is not said in one of them is not guessed.
 */
export function addProse(
  file: ModelFile,
  sink: ClaimSink,
  sections: readonly Section[],
  known: FrontMatterFacts,
): void {
  const counts = new Map<ProseClaim, number>();
  const add = (name: ProseClaim, value: string, title: string): void => {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    if (count <= MAX_FACTS)
      sink.add(file, name, value, { pointer: `#${title}`, method: 'inferred' satisfies Claim['method'] });
  };
  const headings = headingsOf(sections);
  const name = sections.find(({ title, level }) => level === 1 && title !== '')?.title;
  const told = sections.map(({ title, text }, i): ToldSection => ({
    title,
    under: headings[i] ?? '',
    statements: statementsOf(text),
  }));
  for (const { title, under, statements } of told) {
    for (const base of new Set(basesIn(statements, name)))
      if (!known.bases.some((one) => sameId(hubId(one) ?? one, base))) add('base-model', base, title);
    for (const id of new Set(licensesIn(statements, { title, under })))
      if (!known.licenses.some((one) => isSame(one, id))) add('license', id, title);
    for (const sentence of restrictionsIn(under, statements))
      add('license.restriction', sentence.slice(0, MAX_SENTENCE_CHARS), title);
  }
  addParameters(file, sink, told);
}

/** A section, what it stands under, and what it says. */
interface ToldSection {
  readonly title: string;
  readonly under: string;
  readonly statements: readonly Statement[];
}

/** Cards of a family give sizes of all its members: then none is known to be of this one. */
function addParameters(file: ModelFile, sink: ClaimSink, told: readonly ToldSection[]): void {
  const found = new Map<string, string>();
  for (const { title, under, statements } of told)
    for (const size of parametersIn(under, statements)) if (!found.has(size)) found.set(size, title);
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0)
    sink.add(file, 'parameters.stated', only[0], { pointer: `#${only[1]}`, method: 'inferred' });
}

const isSame = (a: string, b: string): boolean =>
  a.toLowerCase() === b.toLowerCase() || licenseFacts(a)?.id === licenseFacts(b)?.id;
