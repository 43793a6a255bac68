// SPDX-License-Identifier: Apache-2.0
import { sectionIds } from './section-ids.js';
import type { Section } from './sections.js';

/** What speaks of a limit, and not of a use. */
const LIMIT =
  /\b(?:limits?|limited|limitations?|bias(?:es|ed)?|caveats?|risks?|cannot|can't|not (?:be )?(?:intended|suitable|suited|designed|meant|recommended|used|reliable)|(?:should|must|do|does|may|might) not|hallucinat\w*|inaccura\w*|out[- ]of[- ]scope)\b/i;

/** What speaks of a use, also where the same sentence speaks of a limit. */
const USE =
  /\b(?:can|may|should|is|are|was) (?:also |be |mainly |mostly |primarily )?(?:use|used|useful|intended|designed|meant|suitable|suited)\b|(?<!\bnot |n't )\bintended (?:for|to|as|uses?)\b/i;

/**
 * What a section says that is one of several things by its heading.
 *
 * "Intended uses & limitations" heads the uses, and often sections of their own stand below it for the limits. Where none does, the
 * paragraphs that speak of a limit are limits, and the others are uses. Where all speak of limits, they are uses as well if they begin
 * with something else, or say what the model is for.
 *
 * @param id - what is asked for, of the ids of its heading
 * @param onLimits - the sections of the card whose headings speak of limits, see {@link sectionsOnLimits}
 * @returns empty where it says nothing of that
 */
export function wordsOf(id: string, { title, text }: Section, onLimits: readonly Section[]): string {
  const ids = sectionIds(title);
  if (!ids.includes('intended-use') || !ids.includes('limitations')) return text;
  const hasOwn = onLimits.some((one) => one.title !== title);
  const paragraphs = text.split(/\n[ \t]*\n/);
  const limits = hasOwn ? [] : paragraphs.filter((one) => LIMIT.test(one));
  if (id === 'limitations') return limits.join('\n\n');
  if (id !== 'intended-use') return text;
  const uses = paragraphs.filter((one) => !limits.includes(one));
  return uses.length > 0 || !isOnUses(text) ? uses.join('\n\n') : text;
}

/** Sections that say something under a heading that speaks of limits. */
export const sectionsOnLimits = (all: readonly Section[]): readonly Section[] =>
  all.filter(({ title, text }) => text !== '' && sectionIds(title).includes('limitations'));

const isOnUses = (text: string): boolean =>
  text.split(/(?<=[.!?])\s/).some((sentence, i) => USE.test(sentence) || (i === 0 && !LIMIT.test(sentence)));
