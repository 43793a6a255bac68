// SPDX-License-Identifier: Apache-2.0
import type { ModelFile } from '../../model-files.js';
import type { ClaimSink } from '../claim-sink.js';
import { step } from '../values.js';
import { countParameters } from './parameter-counts.js';
import { countTensors, findTensor, type PlacedTensor, type TensorTwice } from './tensor-counts.js';
import { groupSource, isWhole, type TensorGroup } from './tensor-group.js';

/** Embeddings of tokens, as families call them. */
const EMBEDDING =
  /^(?:[\w.]+\.)?(?:embed_tokens|wte|word_embeddings|tok_embeddings|embed_in|shared)\.weight$|^token_embd\.weight$/;
/** The layer that turns states into tokens again. */
const OUTPUT = /^(?:[\w.]+\.)?(?:lm_head|embed_out)\.weight$|^output\.weight$/;
/** Embeddings of a model that has a head, or had one if it did not share their numbers. */
const WITH_HEAD =
  /^(?!base_model\.)(?:[\w.]+\.)?(?:model|transformer|gpt_neox|decoder)\.(?:embed_tokens|wte|embed_in)\.weight$|^token_embd\.weight$/;

/** Claims what the tensors of a group are. Names of tensors are attacker-controlled: they say which is which, and no more. */
export function addTensorClaims(sink: ClaimSink, group: TensorGroup): void {
  const { subject, files } = group;
  const [first] = files;
  const counts = countTensors(group);
  if (first === undefined) return;
  addShards(sink, group);
  if (typeof counts === 'string') {
    const detail = counts === 'too-large' ? 'tensors are not all listed' : 'tensors are not what the header says';
    sink.remark(first.file, counts, { detail });
    return;
  }
  const source = groupSource(group);
  const measured = { subject, method: 'measured' } as const;
  sink.addFrom(source, 'tensor.types', counts.values, measured);
  sink.addFrom(source, 'tensor.count', counts.tensors, measured);
  const whole = isWhole(group);
  // Of shards that are missing, and of files that are none, the audit has rules.
  if (!whole && !hasGap(group)) sink.remark(first.file, 'malformed', { detail: 'more shards than they count' });
  if (counts.twice !== undefined) remarkTwice(sink, first.file, counts.twice);
  if (whole && counts.twice === undefined) addParameters(sink, group);
  addEmbeddings(sink, group, whole);
}

/** Whether a number is missing, from 0 or 1 on. */
function hasGap({ files, total = 0 }: TensorGroup): boolean {
  const numbers = new Set(files.map(({ index = 0 }) => index));
  const first = numbers.has(0) ? 0 : 1;
  return [...numbers].filter((number) => number >= first && number < first + total).length < total;
}

function remarkTwice(sink: ClaimSink, first: ModelFile, { name, files }: TensorTwice): void {
  const pointer = step(name);
  const both = files.map((file) => ({ source: { file, pointer }, value: 'a tensor' }));
  const detail = new Set(files).size === 1 ? 'a tensor, in one header' : 'a tensor in two files';
  sink.remark(first, 'duplicate-key', { pointer, detail, both });
}

function addParameters(sink: ClaimSink, group: TensorGroup): void {
  const { parameters, buffers } = countParameters(group) ?? { parameters: NaN, buffers: 0 };
  const measured = { subject: group.subject, method: 'measured' } as const;
  if (!Number.isSafeInteger(parameters + buffers)) return;
  sink.addFrom(groupSource(group), 'parameters.count', parameters, measured);
  if (buffers > 0) sink.addFrom(groupSource(group), 'buffers.count', buffers, measured);
}

/** As names have it, which anybody may give. */
function addShards(sink: ClaimSink, { files, total }: TensorGroup): void {
  if (total === undefined) return;
  for (const { file, index } of files)
    sink.add(file, 'file.shard', { index, total }, { subject: `file:${file.name}`, method: 'inferred' });
}

function addEmbeddings(sink: ClaimSink, group: TensorGroup, whole: boolean): void {
  const embedding = findTensor(group, EMBEDDING);
  const output = findTensor(group, OUTPUT);
  for (const one of [embedding, output]) if (one !== undefined) addShape(sink, group, one);
  if (embedding === undefined || !whole) return;
  const isTied = output === undefined ? WITH_HEAD.test(embedding.tensor.name) || undefined : areSame(embedding, output);
  const place = { subject: group.subject, pointer: step(embedding.tensor.name) };
  // Nobody but the code of the model knows: one that has a head and no tensor for it shares them.
  sink.add(embedding.file, 'tied-embeddings', isTied, { ...place, method: 'inferred' });
}

function addShape(sink: ClaimSink, { subject }: TensorGroup, { file, tensor }: PlacedTensor): void {
  const { name, shape, dtype } = tensor;
  sink.add(file, 'tensor.shape', { name, shape, type: dtype }, { subject, pointer: step(name), method: 'measured' });
}

/** Both are there: they are tied if they are the same numbers, which is known where tensors were digested. */
const areSame = ({ tensor: a }: PlacedTensor, { tensor: b }: PlacedTensor): boolean =>
  a.sha256 !== undefined && a.sha256 === b.sha256 && a.dtype === b.dtype;
