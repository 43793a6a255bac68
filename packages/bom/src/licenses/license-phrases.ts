// SPDX-License-Identifier: Apache-2.0

/** How a licence is told by its text: every phrase is there, and none of those that only others have. */
export interface LicensePhrases {
  /** of LICENSE_IDS */
  readonly id: string;
  /** as `plainWords` makes them */
  readonly all: readonly string[];
  readonly none?: readonly string[];
}

const cc = (id: string, title: string): LicensePhrases => ({
  id,
  all: [
    `you accept and agree to be bound by the terms and conditions of this creative commons ${title} 4 0 international public license`,
    'section 3 license conditions your exercise of the licensed rights is expressly made subject to the following conditions',
  ],
});

const MODIFIED_MIT = 'our only modification part is that if the software or any derivative works thereof is used for';

/** Nothing stands between its conditions: with others it is another licence. */
const mit = (notice: string): LicensePhrases => ({
  id: 'mit',
  all: [
    'permission is hereby granted free of charge to any person obtaining a copy of this software and associated documentation files',
    `to permit persons to whom the software is furnished to do so subject to the following conditions ${notice} in all copies or substantial portions of the software the software is provided as is without warranty of any kind`,
  ],
  none: [MODIFIED_MIT, 'functional source license', 'fair core license'],
});

const isc = (and: string): LicensePhrases => ({
  id: 'isc',
  all: [
    `permission to use copy modify ${and} distribute this software for any purpose with or without fee is hereby granted provided that the above copyright notice and this permission notice appear in all copies the software is provided as is`,
    'disclaims all warranties with regard to this software including all implied warranties of merchantability and fitness',
  ],
});

const BSD =
  'redistribution and use in source and binary forms with or without modification are permitted provided that the following conditions are met redistributions of source code must retain the above copyright notice this list of conditions and the following disclaimer redistributions in binary form must reproduce the above copyright notice';
const BINARY_FORM =
  'this list of conditions and the following disclaimer in the documentation and or other materials provided with the distribution';

const gnu = (id: string, title: string, ...more: readonly string[]): LicensePhrases => ({
  id,
  all: [title, 'everyone is permitted to copy and distribute verbatim copies of this license document', ...more],
});

/** The agreement of Llama 3.1 and later, whose versions differ in their names alone. */
const llama = (id: string, version: string): LicensePhrases => ({
  id,
  all: [
    `llama ${version} community license agreement`,
    `llama ${version} means the foundational large language models and software and algorithms`,
    `llama materials means collectively meta s proprietary llama ${version} and documentation`,
    'you are granted a non exclusive worldwide non transferable and royalty free limited license under meta s intellectual property',
  ],
});

const RAIL = 'use based restrictions as referenced in paragraph 5 must be included as an enforceable provision by you';

/** Texts of licences that models come under. */
export const LICENSE_PHRASES: readonly LicensePhrases[] = [
  mit('the above copyright notice and this permission notice shall be included'),
  mit('the above copyright notice and this permission notice including the next paragraph shall be included'),
  {
    id: 'apache-2.0',
    all: [
      'apache license version 2 0 january 2004',
      'terms and conditions for use reproduction and distribution',
      'subject to the terms and conditions of this license each contributor hereby grants to you a perpetual worldwide non exclusive no charge royalty free irrevocable copyright license',
    ],
  },
  { id: 'bsd-2-clause', all: [BSD, `${BINARY_FORM} this software is provided by`] },
  {
    id: 'bsd-3-clause',
    all: [
      BSD,
      `${BINARY_FORM} neither the name of`,
      'may be used to endorse or promote products derived from this software without specific prior written permission this software is provided by',
    ],
  },
  gnu(
    'gpl-2.0',
    'gnu general public license version 2 june 1991',
    'the licenses for most software are designed to take away your freedom',
  ),
  gnu(
    'gpl-3.0',
    'gnu general public license version 3 29 june 2007',
    'the gnu general public license is a free copyleft license for software and other kinds of works',
  ),
  gnu('agpl-3.0', 'gnu affero general public license version 3 19 november 2007', 'remote network interaction'),
  gnu(
    'lgpl-2.1',
    'gnu lesser general public license version 2 1 february 1999',
    'this license agreement applies to any software library',
  ),
  gnu(
    'lgpl-3.0',
    'gnu lesser general public license version 3 29 june 2007',
    'this version of the gnu lesser general public license incorporates the terms and conditions of version 3 of the gnu general public license',
  ),
  {
    id: 'mpl-2.0',
    all: [
      'mozilla public license version 2 0',
      'each contributor hereby grants you a world wide royalty free non exclusive license',
      'incompatible with secondary licenses',
    ],
  },
  cc('cc-by-4.0', 'attribution'),
  cc('cc-by-sa-4.0', 'attribution sharealike'),
  cc('cc-by-nc-4.0', 'attribution noncommercial'),
  cc('cc-by-nd-4.0', 'attribution noderivatives'),
  cc('cc-by-nc-sa-4.0', 'attribution noncommercial sharealike'),
  cc('cc-by-nc-nd-4.0', 'attribution noncommercial noderivatives'),
  {
    id: 'cc0-1.0',
    all: [
      'cc0 1 0 universal',
      'affirmer hereby overtly fully permanently irrevocably and unconditionally waives abandons and surrenders all of affirmer s copyright and related rights',
    ],
  },
  isc('and or'),
  isc('and'),
  {
    id: 'unlicense',
    all: [
      'this is free and unencumbered software released into the public domain',
      'anyone is free to copy modify publish use compile sell or distribute this software',
    ],
  },
  {
    id: 'bsl-1.0',
    all: [
      'boost software license version 1 0',
      'permission is hereby granted free of charge to any person or organization obtaining a copy of the software and accompanying documentation covered by this license',
    ],
  },
  {
    id: 'busl-1.1',
    all: [
      'business source license 1 1',
      'change date',
      'change license',
      'the licensor hereby grants you the right to copy modify create derivative works redistribute and make non production use of the licensed work',
    ],
  },
  {
    id: 'llama2',
    all: [
      'llama 2 community license agreement',
      'llama 2 means the foundational large language models and software and algorithms',
      'llama materials means collectively meta s proprietary llama 2 and documentation',
    ],
  },
  {
    id: 'llama3',
    all: [
      'meta llama 3 community license agreement',
      'meta llama 3 means the foundational large language models and software and algorithms',
      'llama materials means collectively meta s proprietary meta llama 3 and documentation',
    ],
  },
  llama('llama3.1', '3 1'),
  llama('llama3.2', '3 2'),
  llama('llama3.3', '3 3'),
  llama('llama4', '4'),
  {
    id: 'gemma',
    all: [
      'gemma terms of use',
      'gemma means the set of machine learning language models trained model weights and parameters',
      'model derivatives means all i modifications to gemma ii works based on gemma',
    ],
  },
  { id: 'creativeml-openrail-m', all: ['creativeml open rail m', RAIL] },
  { id: 'openrail++', all: ['creativeml open rail++ m', RAIL] },
  { id: 'bigscience-openrail-m', all: ['bigscience open rail m', RAIL] },
  { id: 'bigscience-openrail-m', all: ['bigscience openrail m', RAIL] },
  {
    id: 'bigscience-bloom-rail-1.0',
    all: ['bigscience rail license v1 0', 'use based restrictions'],
  },
  {
    id: 'bigcode-openrail-m',
    all: ['bigcode open rail m v1 license agreement', 'use restrictions'],
  },
  {
    id: 'deepseek',
    all: [
      'deepseek license agreement',
      'deepseek hereby grants to you a perpetual worldwide non exclusive no charge royalty free irrevocable copyright license',
      RAIL,
    ],
  },
  {
    id: 'tongyi-qianwen',
    all: [
      'tongyi qianwen license agreement',
      'by clicking to agree or by using or distributing any portion or element of the tongyi qianwen materials',
    ],
  },
  {
    id: 'qwen',
    all: [
      'qwen license agreement',
      'by clicking to agree or by using or distributing any portion or element of the qwen materials',
    ],
    none: ['qwen research license agreement'],
  },
  {
    id: 'qwen-research',
    all: [
      'qwen research license agreement',
      'by clicking to agree or by using or distributing any portion or element of the qwen materials',
    ],
  },
  {
    id: 'falcon-llm-license',
    all: ['tii falcon llm license', 'each contributor hereby grants to you a perpetual worldwide'],
  },
  {
    id: 'modified-mit',
    all: [
      'permission is hereby granted free of charge to any person obtaining a copy of this software and associated documentation files',
      MODIFIED_MIT,
    ],
  },
  {
    id: 'stabilityai-ai-community',
    all: [
      'stability ai community license agreement',
      'this stability ai model is licensed under the stability ai community license',
    ],
  },
  {
    id: 'falcon-2-11b',
    all: [
      'falcon 2 11b tii license version 1 0',
      'in relation to the initial release of falcon 2 11b is in object form only',
    ],
  },
  {
    id: 'falcon-180b',
    all: ['falcon 180b tii license', 'hosting use'],
  },
  {
    id: 'openmdw-1.0',
    all: [
      'openmdw license agreement version 1 0',
      'permission is hereby granted free of charge to deal in the model materials without restriction',
    ],
  },
  {
    id: 'openmdw-1.1',
    all: [
      'openmdw license agreement version 1 1',
      'permission is hereby granted free of charge to deal in the model materials without restriction',
    ],
  },
];

/** What licences want to stand in a file beside a model that is passed on: it names one, and is none. */
export const NOTICE_PHRASES: readonly LicensePhrases[] = [
  {
    id: 'gemma',
    all: ['gemma is provided under and subject to the gemma terms of use found at ai google dev gemma terms'],
  },
  ...(
    [
      ['llama2', 'llama 2 is licensed under the llama 2 community license'],
      ['llama3', 'meta llama 3 is licensed under the meta llama 3 community license'],
      ['llama3.1', 'llama 3 1 is licensed under the llama 3 1 community license'],
      ['llama3.2', 'llama 3 2 is licensed under the llama 3 2 community license'],
      ['llama3.3', 'llama 3 3 is licensed under the llama 3 3 community license'],
      ['llama4', 'llama 4 is licensed under the llama 4 community license'],
    ] as const
  ).map(([id, phrase]) => ({ id, all: [`${phrase} copyright`] })),
  { id: 'qwen', all: ['qwen is licensed under the qwen license agreement copyright'] },
  { id: 'tongyi-qianwen', all: ['tongyi qianwen is licensed under the tongyi qianwen license agreement copyright'] },
  {
    id: 'apache-2.0',
    all: [
      'licensed under the apache license version 2 0 the license you may not use this file except in compliance with the license',
    ],
  },
];
