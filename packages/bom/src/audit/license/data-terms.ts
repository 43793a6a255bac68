// SPDX-License-Identifier: Apache-2.0

const NON_COMMERCIAL = 'cc-by-nc-4.0';

/**
 * Data sets that may not be used commercially, by their ids in lower case, and their licences at the Hub.
 *
 * Those that ask for the same licence, such as texts of Wikipedia, are left out: few take a model for an adaptation of its texts.
 */
export const TERMS_OF_DATA: ReadonlyMap<string, string> = new Map([
  ['tatsu-lab/alpaca', NON_COMMERCIAL],
  ['vicgalle/alpaca-gpt4', NON_COMMERCIAL],
  ['anli', NON_COMMERCIAL],
  ['facebook/anli', NON_COMMERCIAL],
  ['huggingfaceh4/no_robots', NON_COMMERCIAL],
  ['pku-alignment/beavertails', NON_COMMERCIAL],
  ['pku-alignment/pku-saferlhf', NON_COMMERCIAL],
  ['lmsys/toxic-chat', NON_COMMERCIAL],
  ['samsum', 'cc-by-nc-nd-4.0'],
  ['samsung/samsum', 'cc-by-nc-nd-4.0'],
  ['knkarthick/samsum', 'cc-by-nc-nd-4.0'],
  ['lium/tedlium', 'cc-by-nc-nd-3.0'],
  ['csebuetnlp/xlsum', 'cc-by-nc-sa-4.0'],
  ['jhu-clsp/jfleg', 'cc-by-nc-sa-4.0'],
  ['lambdalabs/pokemon-blip-captions', 'cc-by-nc-sa-4.0'],
]);
