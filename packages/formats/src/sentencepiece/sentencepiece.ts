// SPDX-License-Identifier: Apache-2.0
import type { Message } from '../protobuf/message.js';
import { openData, readMessages, type MessageReader } from '../protobuf/read-messages.js';
import { messageTypes, type FieldType, type MessageType } from '../protobuf/schema.js';
import type { DataPlace } from '../protobuf/walker.js';
import { Malformed } from '../reading/drive.js';
import { shownText } from '../reading/bounded.js';
import type { PartBuilder, PartReader } from '../reading/part-builder.js';
import { SENTENCEPIECE_MESSAGES } from './messages.js';

/** A tokenizer of SentencePiece. */
export interface SentencePieceContent {
  readonly kind: 'sentencepiece';
  pieces: number;
  /** as it was trained with: 1 unigram, 2 BPE, 3 word, 4 char; undefined where it is not said */
  modelType?: number;
  /** number of pieces that it should have */
  vocabularySize?: number;
  normalizer: string;
}

/** Pieces that make a tokenizer: fewer may be chance. */
const SURE_PIECES = 3;

const KEPT = {
  'ModelProto.SentencePiece.piece': 64,
  'TrainerSpec.model_type': 1,
  'TrainerSpec.vocab_size': 1,
  'NormalizerSpec.name': 256,
};

let root: MessageType | undefined;

function modelProto(): MessageType {
  root ??= messageTypes(SENTENCEPIECE_MESSAGES, KEPT).get('ModelProto') ?? { name: 'ModelProto', fields: new Map() };
  return root;
}

/**
 * Reads a model of SentencePiece. It is data alone: pieces with their scores, and how texts are normalised.
 *
 * @see https://github.com/google/sentencepiece/blob/master/src/sentencepiece_model.proto
 */
export const readSentencePiece = readMessages(modelProto, (part) => new SentencePieceReader(part));

class SentencePieceReader implements MessageReader {
  readonly #content: SentencePieceContent = { kind: 'sentencepiece', pieces: 0, normalizer: '' };

  constructor(private readonly part: PartBuilder) {}

  end(message: Message): void {
    const content = this.#content;
    if (message.field?.name === 'pieces') this.#endPiece(message);
    else if (message.field?.name === 'normalizer_spec') content.normalizer = shownText(message.text('name'));
    else if (message.type.name === 'TrainerSpec') this.#endTrainer(message);
    if (content.pieces < SURE_PIECES || this.part.recognised) return;
    this.part.recognised = true;
    this.part.content = content;
  }

  /** @throws Malformed where the first pieces are no texts, as other messages of such a form have none */
  #endPiece(message: Message): void {
    if (!this.part.recognised && !/^[^\0-\x1f]/.test(message.text('piece') ?? '')) {
      throw new Malformed('a piece that is no text', message.offset);
    }
    this.#content.pieces++;
  }

  data(field: FieldType, place: DataPlace): PartReader | undefined {
    const { offset, sizeBytes } = place;
    if (field.name !== 'precompiled_charsmap') return openData(this.part)(field, place);
    // A table for an automaton, and the texts in it.
    return sizeBytes === 0
      ? undefined
      : this.part.open({ name: `${field.name}@${offset}`, offset, sizeBytes, format: 'tensor-data' });
  }

  #endTrainer(message: Message): void {
    const modelType = message.number('model_type');
    const vocabularySize = message.number('vocab_size');
    if (modelType !== undefined) this.#content.modelType = modelType;
    if (vocabularySize !== undefined) this.#content.vocabularySize = vocabularySize;
  }
}
