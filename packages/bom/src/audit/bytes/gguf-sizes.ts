// SPDX-License-Identifier: Apache-2.0
import type { TensorDescription } from '@mpk/formats';
import { step } from '../../claims/values.js';
import { measured } from '../facts.js';
import type { AuditMatch, AuditRule } from '../rule.js';
import { ggufFact, ggufModels, ggufStates, sizeOf, type GgufModel } from './gguf-model.js';
import { projections } from './gguf-projections.js';
import { lastLayer } from './layers.js';

export const ggufSizesDiffer: AuditRule = {
  id: 'gguf-sizes-differ',
  theme: 'bytes',
  severity: 'high',
  description: 'The header of a GGUF file states other sizes than its tensors have.',
  risk: 'Header and tensors are of different models: loading fails, or programs that go by the header plan for another model.',
  fix: 'Convert the model anew, or get the file from who made it.',
  limits:
    'Layers, vocabulary and width of every architecture; heads and feed-forward of those that have one size in all layers.',
  *check(model) {
    for (const gguf of ggufModels(model)) {
      for (const difference of differencesOf(gguf)) yield { ...difference, file: gguf.file };
    }
  },
};

function differencesOf(gguf: GgufModel): readonly AuditMatch[] {
  const ofWidth = width(gguf);
  // Heads are as wide as the width makes them, where nothing else is said.
  const isFollowed = ofWidth.length > 0 && sizeOf(gguf, 'attention.key_length') === undefined;
  return [...layers(gguf), ...vocabulary(gguf), ...ofWidth, ...(isFollowed ? [] : projections(gguf))];
}

function layers(gguf: GgufModel): readonly AuditMatch[] {
  const said = sizeOf(gguf, 'block_count');
  const last = lastLayer(gguf.tensors, (name) => Number(/^blk\.(\d{1,5})\./.exec(name)?.[1] ?? -1));
  if (said === undefined || last === undefined) return [];
  const found = last.layer + 1;
  // Layers that predict further tokens are counted, and may be left out.
  const least = said - (sizeOf(gguf, 'nextn_predict_layers') ?? 0);
  if (found >= least && found <= said) return [];
  const counted = measured('layers', found, { file: gguf.fileOf(last.tensor), pointer: step(last.tensor.name) });
  const message = `${found} layers among the tensors, stated are ${said}`;
  return [{ message, evidence: [ggufStates(gguf, 'block_count', 'layers', said), counted] }];
}

/** The table of tokens, which one architecture has otherwise. */
function tableOf({ architecture, tensors }: GgufModel): TensorDescription | undefined {
  const table = tensors.find(({ name }) => name === 'token_embd.weight');
  return table?.shape.length !== 2 || architecture === 'wavtokenizer-dec' ? undefined : table;
}

function vocabulary(gguf: GgufModel): readonly AuditMatch[] {
  const table = tableOf(gguf);
  const rows = table?.shape[0];
  if (table === undefined || rows === undefined) return [];
  const { key, count: tokens = 0 } = gguf.metadata.get('tokenizer.ggml.tokens') ?? {};
  const words = sizeOf(gguf, 'vocab_size') ?? 0;
  const found = ggufFact(gguf, table);
  const counted = measured('vocabulary.size', tokens, { file: gguf.file, ...(key !== undefined && { pointer: key }) });
  return [
    ...(tokens > 0 && tokens !== rows
      ? [{ message: `${tokens} tokens, token_embd.weight has ${rows} rows`, evidence: [counted, found] }]
      : []),
    // More rows than words are common: tables are padded.
    ...(words > rows
      ? [
          {
            message: `${words} words stated, token_embd.weight has ${rows} rows`,
            evidence: [ggufStates(gguf, 'vocab_size', 'vocabulary.size', words), found],
          },
        ]
      : []),
  ];
}

function width(gguf: GgufModel): readonly AuditMatch[] {
  const table = tableOf(gguf);
  const columns = table?.shape[1];
  const said = sizeOf(gguf, 'embedding_length');
  if (table === undefined || columns === undefined || said === undefined || said === columns) return [];
  const message = `token_embd.weight is ${columns} wide, stated are ${said}`;
  return [{ message, evidence: [ggufStates(gguf, 'embedding_length', 'hidden-size', said), ggufFact(gguf, table)] }];
}
