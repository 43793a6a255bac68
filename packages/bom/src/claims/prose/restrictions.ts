// SPDX-License-Identifier: Apache-2.0
import type { Statement } from './statements.js';

/** Headings under which every sentence is of what may be done with the model. */
const OF_LICENSE = /\b(?:licen[cs](?:e|ing)|terms of (?:use|service)|usage (?:terms|restrictions|rights))\b/i;
const LABEL = /^(?:model )?licen[cs]e(?: \[optional\])?\s?:/i;

const FORBIDS_COMMERCE = new RegExp(
  [
    String.raw`\bnon[- ]?commercial(?:ly)?\b`,
    String.raw`\b(?:not|never|cannot) (?:be )?(?:used |allowed |permitted |intended |licen[cs]ed |available )?(?:for |in )?(?:any )?commercial(?:ly)?\b`,
    String.raw`\bnot (?:(?:allowed|permitted) to )?use [\w -]{1,50} (?:for|in) (?:any )?commercial\b`,
    String.raw`\bno commercial (?:use|usage|purposes?)\b(?! (?:restrict|limit))`,
    String.raw`\bcommercial (?:use|usage|purposes?) (?:is|are) (?:strictly |expressly )?(?:prohibited|forbidden|not (?:allowed|permitted|granted))\b`,
    String.raw`\b(?:prohibited|forbidden) for (?:any )?commercial\b`,
  ].join('|'),
  'i',
);
const MODEL = String.raw`(?:this|the|these|our) (?:[\w-]{1,20} )?(?:models?|checkpoints?|adapters?|lora|weights)\b`;
/** Whoever reads it is told what alone it may be used for. */
const TO_USERS = new RegExp(
  String.raw`^you (?:(?:may|can|must|are (?:allowed|permitted) to) only use ${MODEL}` +
    String.raw`|(?:may|can|must|are (?:allowed|permitted) to) use ${MODEL}(?=.{1,80}\b(?:only|solely|exclusively)\b)` +
    String.raw`|(?:may|can|must|are) ?not (?:(?:allowed|permitted) to )?use ${MODEL} (?:for|in) (?:any )?commercial\b)`,
  'i',
);
const ALLOWS_RESEARCH =
  /\bresearch (?:(?:purposes?|use) )?only\b|\bonly (?:be used )?for (?:academic |scientific )?research\b/i;

/** The model itself, and what is done with it, or with its licence. */
const OF_MODEL = new RegExp(
  String.raw`^(?:please note (?:that )?)?${MODEL}` +
    String.raw`(?=.{0,80}\b(?:licen[cs]ed|released|available|may|must|can|cannot|should|only|prohibited|forbidden)\b)`,
  'i',
);
/** What it is made for, which is no term of a licence. */
const IS_ADVICE = /\b(?:intended|designed|meant|recommended|suitable|primarily)\b/i;
/** Whatever else a sentence may be of, and what it says where it forbids nothing. */
const OF_OTHERS =
  /\b(?:data|datasets?|corpus|corpora|base models?|original|upstream|code|papers?|benchmarks?|images?|voices?|recordings|samples|tokenizer|library|software|api|demo|service|openai|chatgpt|gpt-?[34]|sharegpt)\b/i;
const JOINS = String.raw`(?:\s?[,&/]\s?|\s(?:and|or|as well as)\s)(?:and |or )?(?:for )?`;
const ALLOWS_BOTH = new RegExp(
  String.raw`\b(?:both|restrict|regardless|whether)\b|${JOINS}(?<!non[- ]?)commercial\b|(?<!non[- ]?)\bcommercial${JOINS}(?:non|research|academic|personal)|\?$`,
  'i',
);
const WAS = /\b(?:previous(?:ly)?|formerly|no longer|used to|unless|except|if|was|were)\b/i;

/** Longer than any sentence that is a term. */
const MAX_SENTENCE_CHARS = 1000;

/**
 * Sentences that forbid commercial use of the model, or allow research alone: of its licence, or of the model in so many words.
 *
 * @param headings - what they stand under
 */
export const restrictionsIn = (headings: string, statements: readonly Statement[]): readonly string[] =>
  OF_OTHERS.test(headings)
    ? []
    : statements.flatMap(({ text }) => {
        if (text.length > MAX_SENTENCE_CHARS || [OF_OTHERS, ALLOWS_BOTH, WAS].some((one) => one.test(text))) return [];
        const isOfLicense = OF_LICENSE.test(headings) || LABEL.test(text);
        if (isOfLicense) return FORBIDS_COMMERCE.test(text) || ALLOWS_RESEARCH.test(text) ? text : [];
        return (OF_MODEL.test(text) || TO_USERS.test(text)) && !IS_ADVICE.test(text) && FORBIDS_COMMERCE.test(text)
          ? text
          : [];
      });
