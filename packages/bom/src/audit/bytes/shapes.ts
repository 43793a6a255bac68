// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import { memberOfClaim, textMember } from '../../claims/claim-members.js';
import type { AuditedModel, NumberClaim } from '../audited-model.js';
import type { AuditRule } from '../rule.js';
import { languageConfiguration, sizeIn } from './configuration.js';
import { mainWeights } from './weight-groups.js';

const EMBEDDING =
  /(?:^|\.)(?:embed_tokens|wte|word_embeddings|tok_embeddings|token_embd|shared|embeddings\.tok_embeddings)\.weight$/;
/** The layer that turns states into tokens again, as families call it; quantised, too. */
const OUTPUT =
  /(?:^|\.)(?:lm_head|output|output_layer|embed_out|ff_out|head)\.(?:linear\.)?(?:weight|qweight|weight_packed|W_q)$|\.linear\.weight$/;

interface Shaped {
  readonly claim: Claim;
  readonly name: string;
  /** outermost first */
  readonly shape: readonly number[];
}

/** Tensors whose shapes a configuration states too. */
function shaped(model: AuditedModel, names: RegExp): readonly Shaped[] {
  return model.of('tensor.shape').flatMap((claim): readonly Shaped[] => {
    const name = textMember(claim, 'name') ?? '';
    const shape = memberOfClaim(claim, 'shape');
    // Those of quantised weights are packed: several stand in one number.
    const isPacked = /^[IU]\d+$/.test(textMember(claim, 'type') ?? '');
    if (!names.test(name) || !Array.isArray(shape) || isPacked) return [];
    return [{ claim, name, shape: shape.map(Number) }];
  });
}

/** The value of the configuration itself: those of parts within it are of other parts of the model. */
export const topLevel = (claims: readonly NumberClaim[]): readonly NumberClaim[] => {
  const own = claims.filter(({ source }) => source.file === 'config.json');
  const top = own.filter(({ source }) => (source.pointer ?? '').split('/').length <= 2);
  return top.length > 0 ? top : own.filter(({ source }) => /^\/(?:text|language)_config\//.test(source.pointer ?? ''));
};

export const embeddingRows: AuditRule = {
  id: 'embedding-rows-differ',
  theme: 'bytes',
  severity: 'high',
  description: 'The embeddings have fewer rows than the configuration says there are words.',
  risk: 'Weights and configuration are of different models: loading fails, or tokens read past the table.',
  fix: 'Write weights and configuration together.',
  limits: 'More rows than words are common: tables are padded to what processors like.',
  *check(model) {
    for (const stated of topLevel(model.numbers('vocabulary.size'))) {
      for (const { claim, name, shape } of shaped(model, EMBEDDING)) {
        const rows = shape[0] ?? 0;
        if (rows >= stated.value || shape.length !== 2) continue;
        yield { message: `${name} has ${rows} rows for ${stated.value} words`, evidence: [stated, claim] };
      }
    }
  },
};

/** Families whose embeddings have a width of their own. */
const NARROW = /^(?:albert|electra|opt|xlnet|mobilebert|openelm)/i;
/** Members that state it. */
const WIDTHS = ['embedding_size', 'word_embed_proj_dim', 'input_embedding_size', 'emb_dim', 'd_embed'];

const statesEmbeddings = (model: AuditedModel): boolean => {
  const configuration = languageConfiguration(model);
  return configuration !== undefined && WIDTHS.some((name) => sizeIn(configuration, name) !== undefined);
};

export const embeddingWidth: AuditRule = {
  id: 'embedding-width-differs',
  theme: 'bytes',
  severity: 'high',
  description: 'The embeddings have another width than the configuration states.',
  risk: 'Weights and configuration are of different models.',
  fix: 'Write weights and configuration together.',
  limits: 'Models whose embeddings are narrower by design (ALBERT, `embedding_size`) are left out.',
  *check(model) {
    if (model.texts('model-type').some(({ value }) => NARROW.test(value)) || statesEmbeddings(model)) return;
    for (const stated of topLevel(model.numbers('hidden-size'))) {
      for (const { claim, name, shape } of shaped(model, EMBEDDING)) {
        if (shape.length !== 2 || shape[1] === stated.value) continue;
        yield { message: `${name} is ${shape[1] ?? 0} wide, stated are ${stated.value}`, evidence: [stated, claim] };
      }
    }
  },
};

export const vocabularyDiffers: AuditRule = {
  id: 'vocabulary-larger-than-embeddings',
  theme: 'bytes',
  severity: 'medium',
  description: 'The tokenizer has more entries than the embeddings have rows.',
  risk: 'A tokenizer of another model lies beside these weights: some texts read past the table, or mean something else.',
  fix: 'Publish the tokenizer that the model was trained with.',
  *check(model) {
    const sizes = model.numbers('vocabulary.size').filter(({ method }) => method === 'measured');
    for (const stated of sizes) {
      // What a GGUF file has in itself is for `gguf-sizes-differ`.
      if (stated.source.file?.endsWith('.gguf') === true) continue;
      for (const { claim, name, shape } of shaped(model, EMBEDDING)) {
        const rows = shape[0] ?? 0;
        if (shape.length !== 2 || stated.value <= rows) continue;
        yield { message: `${stated.value} entries, ${name} has ${rows} rows`, evidence: [stated, claim] };
      }
    }
  },
};

export const tiedEmbeddings: AuditRule = {
  id: 'output-layer-missing',
  theme: 'bytes',
  severity: 'medium',
  description: 'The configuration says that the output layer is not tied to the embeddings, and there is none.',
  risk: 'Loaders make the layer up at random: the model says anything.',
  fix: 'Get the missing tensor, or set `tie_word_embeddings`.',
  *check(model) {
    const untied = model.of('tied-embeddings').find(({ value, method }) => value === false && method === 'declared');
    if (untied === undefined || model.has('adapter')) return;
    const isGenerative = model.texts('architecture').some(({ value }) => /(?:CausalLM|LMHeadModel)$/.test(value));
    const [embedding] = shaped(model, EMBEDDING);
    const weights = mainWeights(model);
    if (!isGenerative || embedding === undefined || weights === undefined) return;
    if (weights.tensors.some(({ name }) => OUTPUT.test(name))) return;
    yield { message: 'the output layer is said to be its own, and is not there', evidence: [untied, embedding.claim] };
  },
};
