// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import { isJsonObject, memberOf, type JsonValue } from '@mpk/formats';
import { at, each, numberOf, step } from '../../claims/values.js';
import { jsonOf } from '../../model-files.js';
import { memberOfClaim, textMember } from '../../claims/claim-members.js';
import type { AuditedModel } from '../audited-model.js';
import { declared } from '../facts.js';
import { counted } from '../in-words.js';
import type { AuditMatch, AuditRule } from '../rule.js';
import { configJson, languageConfiguration } from './configuration.js';
import { topLevel } from './shapes.js';

const IDS = ['bos_token_id', 'eos_token_id', 'pad_token_id', 'decoder_start_token_id'];

interface TokenId {
  readonly file: string;
  readonly pointer: string;
  readonly name: string;
  readonly id: number;
}

const tokenFact = ({ file, pointer, name, id }: TokenId): Claim =>
  declared('token.id', { name, id }, { file, pointer });

/** Ids of special tokens, one or several of a name, in `config.json` and `generation_config.json` at the top. */
function tokenIds(model: AuditedModel): readonly TokenId[] {
  const language = languageConfiguration(model);
  const top = configJson(model);
  const generation = documentOf(model, 'generation_config.json');
  const sources: readonly (readonly [file: string, value: JsonValue | undefined, under: string])[] = [
    ['config.json', top, ''],
    ...(language === undefined || language.value === top
      ? []
      : [['config.json', language.value, language.pointer] as const]),
    ['generation_config.json', generation, ''],
  ];
  return sources.flatMap(([file, value, under]) =>
    IDS.flatMap((name) =>
      each(memberOf(value, name), under + step(name)).flatMap(([item, pointer]): readonly TokenId[] => {
        const id = numberOf(item);
        return id === undefined ? [] : [{ file, pointer, name, id }];
      }),
    ),
  );
}

const documentOf = ({ files }: AuditedModel, name: string): JsonValue | undefined => {
  const file = files.find((one) => one.name === name);
  return file === undefined ? undefined : jsonOf(file);
};

/** How many entries a vocabulary has, and who says so. */
interface VocabularySize {
  readonly size: number;
  readonly claim: Claim;
}

/** The most that any file gives: parts of a model have vocabularies of their own. Undefined where that of texts is not told. */
function vocabularySize(model: AuditedModel): VocabularySize | undefined {
  const sizes = model.numbers('vocabulary.size');
  const rows = model.of('tensor.shape').flatMap((claim): readonly VocabularySize[] => {
    const shape = memberOfClaim(claim, 'shape');
    return Array.isArray(shape) ? [{ size: Number(shape[0]), claim }] : [];
  });
  const isTold = topLevel(sizes).length > 0 || rows.length > 0 || sizes.some(({ method }) => method === 'measured');
  const all = isTold ? [...sizes.map((claim) => ({ size: claim.value, claim })), ...rows] : [];
  return all.reduce<VocabularySize | undefined>((most, one) => (one.size > (most?.size ?? -1) ? one : most), undefined);
}

export const tokenOutside: AuditRule = {
  id: 'special-token-outside-vocabulary',
  theme: 'bytes',
  severity: 'medium',
  description: 'A token that begins, ends or pads texts has a number that the vocabulary does not have.',
  risk: 'Configuration and vocabulary are of different models: texts do not end, or loading fails.',
  fix: 'Correct the number, or publish the configuration that belongs to the vocabulary.',
  limits: 'Numbers below 0 mean that there is no such token.',
  *check(model) {
    const size = vocabularySize(model);
    if (size === undefined) return;
    const outside = tokenIds(model).filter(({ id }) => id >= size.size);
    const [first, ...more] = outside;
    if (first === undefined) return;
    const others = more.length === 0 ? '' : `; ${counted(more.length, 'more number')} outside of it`;
    yield {
      message: `${first.name} is ${first.id}, the vocabulary has ${size.size} entries${others}`,
      evidence: [tokenFact(first), size.claim, ...more.map(tokenFact)],
      file: first.file,
    };
  },
};

/** What is known of tokens and their numbers. */
interface Tokens {
  readonly byId: ReadonlyMap<number, string>;
  readonly idsOf: (token: string) => ReadonlySet<number>;
}

function knownTokens(model: AuditedModel): Tokens {
  const config = memberOf(documentOf(model, 'tokenizer_config.json'), 'added_tokens_decoder');
  const tokenizer = documentOf(model, 'tokenizer.json');
  const byId = new Map<number, string>();
  const add = (id: number | undefined, content: JsonValue | undefined): void => {
    if (id !== undefined && typeof content === 'string') byId.set(id, content);
  };
  for (const [id, entry] of isJsonObject(config) ? config.members : []) add(numberOf(id), memberOf(entry, 'content'));
  for (const [entry] of each(memberOf(tokenizer, 'added_tokens'), ''))
    add(numberOf(memberOf(entry, 'id')), memberOf(entry, 'content'));
  const vocabulary = at(tokenizer, 'model', 'vocab');
  const idsOf = (token: string): ReadonlySet<number> => {
    const inVocabulary = numberOf(memberOf(vocabulary, token));
    const added = [...byId].flatMap(([id, content]) => (content === token ? [id] : []));
    return new Set([...added, ...(inVocabulary === undefined ? [] : [inVocabulary])]);
  };
  return { byId, idsOf };
}

/** Whether it makes texts, and so has to end them. */
const isGenerative = (model: AuditedModel): boolean =>
  model.texts('architecture').some(({ value }) => /(?:CausalLM|LMHeadModel|ForConditionalGeneration)$/.test(value));

/** What generation stops at alone is no token by itself, and neither what the configuration nor what the tokenizer ends with. */
function* stopsElsewhere(
  ends: readonly TokenId[],
  special: readonly Claim[],
  { byId, idsOf }: Tokens,
): Generator<AuditMatch> {
  const [generation = [], others = []] = [true, false].map((isGeneration) =>
    ends.filter(({ file }) => (file === 'generation_config.json') === isGeneration),
  );
  const [first] = generation;
  if (first === undefined || others.length === 0 || byId.size === 0) return;
  const known = new Set([
    ...others.map(({ id }) => id),
    ...special.flatMap((claim) => [...idsOf(textMember(claim, 'token') ?? '')]),
  ]);
  if (generation.some(({ id }) => id < 0 || known.has(id) || byId.has(id))) return;
  const message = `generation stops at ${first.id}, which no file has as a token that ends texts`;
  yield { message, evidence: [...generation, ...others].map(tokenFact), file: first.file };
}

export const endTokenDiffers: AuditRule = {
  id: 'end-token-differs',
  theme: 'bytes',
  severity: 'low',
  description: 'The tokenizer ends texts with another token than the configuration stops at.',
  risk: 'Texts do not end where they should, or end early.',
  fix: 'Set `eos_token_id` of `generation_config.json` to the token that the model was trained to end with.',
  limits:
    'One of several numbers is enough. Without `added_tokens_decoder` and `tokenizer.json` nobody knows which token a number is.',
  *check(model) {
    const ends = tokenIds(model).filter(({ name }) => name === 'eos_token_id');
    const special = model.of('tokenizer.special').filter((claim) => textMember(claim, 'name') === 'eos_token');
    if (ends.length === 0 || special.length === 0 || !isGenerative(model)) return;
    const { byId, idsOf } = knownTokens(model);
    yield* stopsElsewhere(ends, special, { byId, idsOf });
    const ids = [...new Set(ends.map(({ id }) => id))];
    for (const claim of special) {
      const token = textMember(claim, 'token') ?? '';
      const known = idsOf(token);
      const isOther = known.size > 0 ? !ids.some((id) => known.has(id)) : ids.every((id) => byId.has(id));
      if (!isOther) continue;
      const shown = ids.map((id) => (byId.has(id) ? `${id} (${byId.get(id) ?? ''})` : String(id))).join(', ');
      const message = `${token} ends texts, eos_token_id is ${shown}`;
      yield { message, evidence: [claim, ...ends.map(tokenFact)], file: ends[0]?.file ?? '' };
    }
  },
};
