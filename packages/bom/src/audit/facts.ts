// SPDX-License-Identifier: Apache-2.0
import type { Claim, ClaimMethod, ClaimSource, ClaimValue } from '@mpk/core';
import type { TensorDescription } from '@mpk/formats';
import { step } from '../claims/values.js';
import type { ClaimName } from '../claims/vocabulary.js';

/** Facts that rules read by themselves, and show as what a finding rests on: they stand in findings alone. */
export const FACTS_OF_RULES = {
  presence:
    'text: `there` or `not there`, of a file or a tensor of which another file speaks, or should; the source says which',
  'tensor.file': 'text: the file that a tensor lies in, as an index or a graph has it',
  'tensor.data-digest': 'text: SHA-256 of all bytes behind the header of a file of tensors, lowercase hex',
  'weights.bytes': 'number of bytes of all tensors, as an index has it, or counted',
  'weights.files': 'text: the files that an index names, the first few',
  'file.bytes': 'number of bytes of a file, as it is or as another one needs it',
  'file.digest': 'text: SHA-256 of a file, lowercase hex',
  'file.label': 'text: what the name of a file, or of a folder, says of what is in it',
  'token.id': 'object: `{name, id}` of a token that begins, ends or pads texts, such as `eos_token_id`',
  labels: 'number of classes that a configuration names',
  experts: 'number of experts of a layer, as a configuration has it',
  'adapter.modules': 'text: modules that the configuration of an adapter names, the first few',
  'metadata.value': 'text: what stands under a name that comes twice, in short',
} as const satisfies Record<string, string>;

type FactName = ClaimName | keyof typeof FACTS_OF_RULES;

/** Where a fact stands: a file, and in it a pointer or a key. */
export type FactPlace = Pick<ClaimSource, 'file' | 'pointer' | 'what'>;

const fact =
  (method: ClaimMethod) =>
  (name: FactName, value: ClaimValue, source: FactPlace): Claim => ({ subject: 'model', name, value, source, method });

/** What a file says. */
export const declared = fact('declared');
/** What a sentence or a line says. */
export const inferred = fact('inferred');
/** What the bytes are. */
export const measured = fact('measured');
/** What the name of a file says of what is in it. */
export const nameSays = (file: string, says: string): Claim =>
  fact('inferred')('file.label', says, { what: `name of ${file}` });
/** What the folder that it lies in is called. */
export const folderSays = (name: string): Claim => fact('inferred')('file.label', name, { what: 'name of the folder' });

/** That a file, or what a pointer names in it, is there or is not. */
export const presence = (isThere: boolean, source: FactPlace): Claim =>
  measured('presence', isThere ? 'there' : 'not there', source);

/** The shape of a tensor, at its name. */
export const tensorFact = (file: string, { name, shape, dtype }: TensorDescription): Claim =>
  measured('tensor.shape', { name, shape, type: dtype }, { file, pointer: step(name) });
