// SPDX-License-Identifier: Apache-2.0
import { baseNameOf, contentOf } from '../../model-files.js';
import { atPointer } from '../documents.js';
import type { Collector } from '../collector.js';

/** `tokenizer.json`: its vocabulary is counted, whatever its size. */
export const tokenizer: Collector = {
  id: 'tokenizer',
  reads: '`tokenizer.json`: kind of the tokenizer, entries of its vocabulary with the tokens that are added to it',
  collect(file, sink) {
    if (baseNameOf(file) !== 'tokenizer.json') return;
    const content = contentOf(file, 'json');
    if (content === undefined) {
      sink.remark(file, 'malformed', { detail: 'no JSON' });
      return;
    }
    const kind = atPointer(content.value, '/model/type');
    if (typeof kind === 'string') sink.add(file, 'tokenizer.kind', kind, { pointer: '/model/type' });
    const { tokenizer: counts } = content;
    if (counts === undefined) sink.remark(file, 'malformed', { pointer: '/model/vocab', detail: 'no vocabulary' });
    else if (counts.beyond === undefined)
      sink.remark(file, 'malformed', { pointer: '/added_tokens', detail: 'without ids, or too many' });
    else
      sink.add(file, 'vocabulary.size', counts.vocabulary + counts.beyond, {
        pointer: '/model/vocab',
        method: 'measured',
      });
  },
};
