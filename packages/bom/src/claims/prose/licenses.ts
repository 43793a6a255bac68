// SPDX-License-Identifier: Apache-2.0
import { licenseFacts } from '../../licenses/license-ids.js';
import { isTurned, type Statement } from './statements.js';

const SENTENCE =
  /^(?:(?:this|the|these|our) )(?:models?|checkpoints?|adapter|model weights|weights)(?: weights)? (?:is|are) (?:released|licen[cs]ed|distributed|published|made available|available|provided) under (?:the |an? )?(.{1,200})$/i;
const LABEL = /^licen[cs]e\s{0,2}:\s{0,2}(.{1,120})$/i;

/**
 * Licences that statements give the model, as ids of the Hub: of those that name one that is known, and nothing else.
 *
 * @param isOfLicense - whether they stand under a heading that is "License" alone, where a name is enough
 */
export function licensesIn(statements: readonly Statement[], isOfLicense: boolean): readonly string[] {
  return statements.flatMap(({ text, isWhole }) => {
    if (isTurned(text)) return [];
    const written =
      SENTENCE.exec(text)?.[1] ?? (isWhole ? (LABEL.exec(text)?.[1] ?? (isOfLicense ? text : undefined)) : undefined);
    return written === undefined ? [] : (knownLicense(written) ?? []);
  });
}

/** A name that is a licence and has nothing behind it. */
function knownLicense(written: string): string | undefined {
  const name = written
    .replace(/\[([^\][]{1,100})\]\([^()\s]{1,300}\)/g, '$1')
    .replace(/\s*\([^()]{1,40}\)/, '')
    .replace(/[.\s]+$/, '')
    .replace(/^the /i, '');
  const facts = licenseFacts(name) ?? licenseFacts(name.replace(/ (?:open source )?licen[cs]e$/i, ''));
  return facts === undefined || facts.isFamily || facts.traits.includes('undetermined') ? undefined : facts.id;
}
