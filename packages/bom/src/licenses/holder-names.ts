// SPDX-License-Identifier: Apache-2.0

const CAPITALIZED = /^\p{Lu}(?:[\p{L}\p{M}\p{N}'’.+/-]*[\p{L}\p{M}\p{N}+'’])?!?$/u;
const NUMBERED = /^\d{1,4}[A-Za-z][\p{L}.]{0,19}$|^\d{2}\.[A-Z]{2}$/u;
const HANDLE = /^@[\w.-]{1,39}$/;
/** Letters of names that have no ASCII form; of all others the accents are taken off. Look-alikes of other scripts are none. */
const LATIN = /^[\x20-\x7eßøłđæœðþıØŁĐÆŒÐÞ‘’]*$/;

/** Whether a word may be part of a name: it begins with a capital, a number or `@`, in Latin letters. */
export const isName = (word: string): boolean =>
  (CAPITALIZED.test(word) || NUMBERED.test(word) || HANDLE.test(word)) && isLatin(word);

export const isLatin = (word: string): boolean => LATIN.test(word.normalize('NFKD').replace(/\p{M}/gu, ''));

/** Words of terms, by what they are about. */
const TERMS = [
  'use[ds]?|using|usage|users?|(?:non)?commercial\\p{L}*|may|must|shall|only|licen[cs]\\p{L}*|permi\\p{L}*|prohibit\\p{L}*|forbid\\p{L}*',
  'restrict\\p{L}*|grant(?:s|ed|ing)|not|non|no|except|subject|terms?|conditions?|provided|without|sell|sold|sale|resale|purposes?|unless',
  'ban(?:ned)?|disallow\\p{L}*|exclu\\p{L}*|evaluat\\p{L}*|require\\p{L}*|pay(?:s|ments?|ing|able)?|fees?|copyleft|proprietary|confidential',
  'secret|expir\\p{L}*|until|after|before|royalt\\p{L}*|patents?|agree\\p{L}*|consent|approv\\p{L}*|military|weapons?',
  'distribute|distribution|redistribut\\p{L}*|modif(?:y|ied|ication)\\p{L}*|copy|copies|rent|lease|profits?|personal|private|internal|free|alone',
  'solely|strictly|limited to|owes?|owed|revenues?|dollars?|euros?|money|buy|purchase|deploy\\p{L}*|production|compan(?:y|ies) (?:owe|pay|need)|derivatives?',
];
/** The same in other languages of Europe, without accents. */
const IN_OTHERS =
  'kommerziell\\p{L}*|nutzung|nutzen|verboten|untersagt|nur|erlaubt|gestattet|forschung|zwecke?|uso|usos|comercial\\p{L}*|prohibid[oa]s?|proibid[oa]s?|permitid[oa]s?|solo|usage|utilisation|interdite?s?|commerciale?s?|uniquement|seulement|autorisee?s?|vietat[oa]|consentit[oa]|soltanto|somente|apenas|recherche|ricerca|investigacion|pesquisa';
/** Words of sentences that no name has. */
const SENTENCES =
  'with|if|when|where|this|that|these|those|you|your|every|any|each|is|are|be|been|has|have|needs?|would|can|cannot|does|it|we|our|under|than|upon|contract|which|who|whose|them|they|from|into|as|per|via|because|but|however';
/** Other licences. */
const LICENSES =
  '[al]?gpl\\S*|gnu|affero|commons|creative|cc(?:[ -]?by\\S*|0)?|by-nc\\S*|nc|nd|rail|openrail\\S*|mpl\\S*|eupl\\S*|research-only';

const words = (list: readonly string[]): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${list.join('|')})(?![\\p{L}\\p{N}])`, 'iu');

/** No name of a holder has one of these: it would be a sentence. */
export const OF_TERMS: RegExp = words([...TERMS, IN_OTHERS, SENTENCES, LICENSES]);
/** No address of a holder has one of these. */
export const OF_ADDRESSES: RegExp = words([
  ...TERMS,
  LICENSES,
  'for|research|business(?:es)?|eula|polic(?:y|ies)|legal|\\S*licen[cs]\\S*|\\S*terms|\\S*commerc\\S*',
]);
