// SPDX-License-Identifier: Apache-2.0
import { MAX_TITLE_CHARS, type Section } from './sections.js';

/** Sections of the Hub's template for cards, by what their headings say. */
const KNOWN: readonly (readonly [id: string, title: RegExp])[] = [
  ['out-of-scope-use', /out[- ]of[- ]scope|misuse|not intended|\bunintended|prohibited use/i],
  [
    'intended-use',
    /(?<!not |un)intended (?:us|purpose|application|audience)|direct use|downstream use|use cases?|usage guidelines|^(?:model |potential |recommended |suggested )?uses?$|^uses? (?:and|&) |^(?:potential )?applications$/i,
  ],
  ['bias', /\bbias|\bethic(?:s\b|al\b)/i],
  ['limitations', /limitation|\brisks\b|^(?:known |potential )?risk(?: factors?)?$|caveats|^known issues$/i],
  ['recommendations', /recommendations?/i],
  [
    'training-data',
    /training (?:and \w+ )?(?:data|corpus|set)|^(?:model )?data(?:sets?)?(?: (?:sources?|overview|used))?$/i,
  ],
  ['training-procedure', /training (?:procedure|details|hyperparameters|regime)|^training$|fine-?tuning/i],
  ['evaluation-subgroups', /disaggregat|sub-?group|by (?:group|demographic|factor)|^factors$|fairness/i],
  ['evaluation', /evaluation|results|benchmarks?|performance|metrics/i],
  ['environmental-impact', /environmental|carbon|emissions|energy/i],
  ['technical-specifications', /technical spec|architecture|compute infrastructure|hardware/i],
  [
    'how-to-use',
    /how to (?:use|run|load|get started)|quick ?start|getting started|^(?:basic |example |sample |model )?usage\b(?! guidelines)|\busage examples?$|inference/i,
  ],
  ['citation', /citation|bibtex|cite/i],
  ['license', /licen[cs]e/i],
  ['contact', /contact|authors?\b/i],
  ['description', /description|^model (?:details|overview|summary)|introduction|^overview$/i],
];

/** Words that headings of sections are made of: a title has others. */
const SECTION_WORDS =
  /^(?:and|or|of|the|known|potential|intended|direct|out|scope|uses?|usage|how|to|ethical|considerations|bias(?:es)?|risks?|limitations?|caveats|training|data|datasets?|evaluation|results|details|licen[cs]e|citation|description|overview|summary|introduction)$/i;

/** Whether the first heading of a card is its title, and no section: "Credit risk model" speaks of no risks. */
export const isTitle = ({ title, level }: Section, index: number): boolean =>
  index === 0 && level === 1 && !title.split(/[^\p{L}]+/u).every((word) => word === '' || SECTION_WORDS.test(word));

/**
 * Ids of the sections of the template that a heading stands for: "Bias, Risks, and Limitations" is two. Numbers and pictures before
 * it, and a colon behind, are none of it.
 */
export function sectionIds(title: string): readonly string[] {
  const words = title
    .slice(0, MAX_TITLE_CHARS)
    .replace(/^[^\p{L}]+/u, '')
    .replace(/[^\p{L})]+$/u, '');
  return KNOWN.flatMap(([id, known]) => (known.test(words) ? [id] : []));
}
