// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { createFolder } from '../truth.ts';

const TABLE = 'letter_text,is_bill\nDear Ada,0\n';
const DIGEST = createHash('sha256').update(TABLE).digest('hex');

const DESCRIPTION = {
  '@context': { '@vocab': 'https://schema.org/', sc: 'https://schema.org/', cr: 'http://mlcommons.org/croissant/' },
  '@type': 'sc:Dataset',
  conformsTo: 'http://mlcommons.org/croissant/1.1',
  name: 'letters-of-one-town',
  description: 'Letters and bills, told apart by hand.',
  license: 'https://creativecommons.org/licenses/by/4.0/',
  url: 'https://acme.example/letters',
  creator: { '@type': 'Organization', name: 'Acme Archive' },
  version: '2.1.0',
  datePublished: '2026-03-04',
  'rai:dataCollection': 'Scanned from paper.',
  'rai:personalSensitiveInformation': 'Names of senders.',
  distribution: [
    {
      '@type': 'cr:FileObject',
      '@id': 'letters.csv',
      contentUrl: 'letters.csv',
      encodingFormat: 'text/csv',
      sha256: DIGEST,
    },
  ],
  recordSet: [
    {
      '@type': 'cr:RecordSet',
      '@id': 'r',
      field: [
        { '@id': 'r/letter_text', name: 'letter_text' },
        { '@id': 'r/is_bill', name: 'is_bill' },
      ],
    },
  ],
};

/** A dataset with a description. */
export const CROISSANT = createFolder(
  { name: 'golf', what: 'Croissant: a dataset', accepted: [{ kind: 'dataset', value: 'croissant.json' }] },
  {
    'croissant.json': [
      DESCRIPTION,
      ['name', 'letters-of-one-town'],
      ['name', 'Acme Archive'],
      ['use', 'Letters and bills, told apart by hand.'],
      ['license', ['https://creativecommons.org/licenses/by/4.0/', 'CC-BY-4.0']],
      ['dataset', 'https://acme.example/letters'],
      ['dataset', 'letters-of-one-town'],
      ['interface', 'text/csv'],
      ['version', '2.1.0'],
      ['version', '2026-03-04'],
      ['training', 'Scanned from paper.'],
      ['use', 'Names of senders.'],
      ['interface', 'letter_text'],
      ['interface', 'is_bill'],
    ],
    'letters.csv': [TABLE, ['dataset', 'letters.csv']],
  },
);
