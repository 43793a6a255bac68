// SPDX-License-Identifier: Apache-2.0
import { licenseFacts } from '../../licenses/license-ids.js';
import { isTurned, type Statement } from './statements.js';

const IS =
  '(?:is|are) (?:released|licen[cs]ed|distributed|published|made available|available|provided) under (?:the |an? )?(.{1,200})';
const SENTENCE = new RegExp(
  `^(?:(?:this|the|these|our) )(?:models?|checkpoints?|adapter|model weights|weights)(?: weights)? ${IS}$`,
  'i',
);
/** Under a heading that is of the licence, it is the model that is spoken of. */
const SENTENCE_OF_LICENSE = new RegExp(
  `^(?:(?:(?:this|the|these|our) )?(?:models?|projects?|work|repository|repo|checkpoints?|adapter|weights|model weights) ${IS}|(?:released|licen[cs]ed|distributed) under (?:the |an? )?(.{1,200}))$`,
  'i',
);
const LABEL = /^(?:model )?licen[cs]e\s{0,2}:\s{0,2}(.{1,120})$/i;
/** A heading that is of the licence alone, with numbers and pictures before it. */
const OF_LICENSE = /^[^\p{L}]{0,20}(?:model )?licen[cs](?:e|ing)(?: information| details)?[^\p{L}]{0,20}$/iu;
/** Headings of what is not the model. */
const OF_OTHERS = /data|corp(?:us|ora)|base model|source|code|third|credit|acknowledg|related|citation/i;

/** What a section is called, and what it stands under. */
export interface SectionHeadings {
  readonly title: string;
  readonly under: string;
}

/**
 * Licences that statements give the model, as ids of the Hub: of those that name one that is known, and nothing else.
 *
 * Under a heading of the licence a name is enough; a label of a licence under one of data, or of a base, is of these.
 */
export function licensesIn(statements: readonly Statement[], { title, under }: SectionHeadings): readonly string[] {
  const isOfLicense = OF_LICENSE.test(title);
  const isOfOthers = OF_OTHERS.test(under);
  return statements.flatMap(({ text, isWhole }) => {
    const known = writtenIn(text, { isWhole, isOfLicense, isOfOthers });
    return known === undefined ? [] : (knownLicense(known) ?? []);
  });
}

function writtenIn(
  text: string,
  {
    isWhole,
    isOfLicense,
    isOfOthers,
  }: { readonly isWhole: boolean; readonly isOfLicense: boolean; readonly isOfOthers: boolean },
): string | undefined {
  if (isTurned(text.replace(/\([^()]{1,60}\)[.\s]*$/, ''))) return undefined;
  const [, sentence] = SENTENCE.exec(text) ?? [];
  if (sentence !== undefined) return sentence;
  if (isOfOthers) return undefined;
  const [, of, alone] = (isOfLicense ? SENTENCE_OF_LICENSE.exec(text) : null) ?? [];
  if (of !== undefined || alone !== undefined) return of ?? alone;
  return isWhole ? (LABEL.exec(text)?.[1] ?? (isOfLicense ? text : undefined)) : undefined;
}

/** A name that is a licence and has nothing behind it but where to read it. */
function knownLicense(written: string): string | undefined {
  const name = written
    .replace(/\[([^\][]{1,100})\]\([^()\s]{1,300}\)/g, '$1')
    .replace(/\s*[-\u2013\u2014,;(]\s*see .{1,100}$/i, '')
    .replace(/\s*\([^()]{1,40}\)/, '')
    .replace(/[.\s]+$/, '')
    .replace(/^the /i, '');
  const facts = licenseFacts(name) ?? licenseFacts(name.replace(/ (?:open source )?licen[cs]e$/i, ''));
  return facts === undefined || facts.isFamily || facts.traits.includes('undetermined') ? undefined : facts.id;
}
