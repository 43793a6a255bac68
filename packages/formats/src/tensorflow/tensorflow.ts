// SPDX-License-Identifier: Apache-2.0
import type { Message } from '../protobuf/message.js';
import { openData, readMessages, type MessageReader } from '../protobuf/read-messages.js';
import type { FieldType } from '../protobuf/schema.js';
import type { DataPlace } from '../protobuf/walker.js';
import { Malformed } from '../reading/drive.js';
import { shownText } from '../reading/bounded.js';
import type { PartBuilder, PartReader } from '../reading/part-builder.js';
import type { KerasMetadataContent } from './content.js';
import { GraphReader, kerasConfig } from './graph-reader.js';
import { tensorflowType } from './types.js';

/** The one version of a SavedModel that there is. */
const SCHEMA_VERSION = 1;
/** Nodes that make a graph: fewer may be chance. */
const SURE_NODES = 2;
/** Most nodes of Keras that are listed. */
const MAX_LISTED = 2000;

/** Names of operators, also of those that are functions. */
const OPERATOR = /^[A-Za-z_][\w.>/-]{0,255}$/;

/**
 * Reads `saved_model.pb`: the operators of all graphs and functions, and what else a loader makes of it.
 *
 * @see https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/protobuf/saved_model.proto
 */
export const readSavedModel = readMessages(
  () => tensorflowType('SavedModel'),
  (part) => new GraphReader(part, 'saved-model', isSavedModel),
);

function isSavedModel(message: Message): boolean {
  const version = message.within('SavedModel')?.number('saved_model_schema_version');
  const isTelling = ['MetaGraphDef.MetaInfoDef', 'MetaGraphDef', 'NodeDef'].includes(message.type.name);
  return version === SCHEMA_VERSION && isTelling;
}

/** Reads a graph by itself, such as a frozen one. */
export const readGraph = readMessages(
  () => tensorflowType('GraphDef'),
  (part) => new GraphReader(part, 'graph', isGraph),
);

/** @throws Malformed where a node has no operator, as other messages of such a form have none */
function isGraph(message: Message, { nodes }: { readonly nodes: number }): boolean {
  if (message.type.name !== 'NodeDef') return message.parent === undefined && nodes > 0;
  if (!OPERATOR.test(message.text('op') ?? '')) throw new Malformed('a node without operator', message.offset);
  return nodes >= SURE_NODES;
}

/** Reads `keras_metadata.pb`: the configurations of which Keras makes layers anew. */
export const readKerasMetadata = readMessages(
  () => tensorflowType('SavedMetadata'),
  (part) => new KerasMetadataReader(part),
);

class KerasMetadataReader implements MessageReader {
  readonly #content: KerasMetadataContent = { kind: 'keras-metadata', nodes: [], moreNodes: 0 };

  constructor(private readonly part: PartBuilder) {}

  end(message: Message): void {
    if (message.type.name !== 'keras.SavedObject') return;
    const identifier = shownText(message.text('identifier'));
    if (!this.part.recognised && identifier.startsWith('_tf_keras_')) {
      this.part.recognised = true;
      this.part.content = this.#content;
    }
    const config = kerasConfig(this.part, message) ?? { objects: [], moreObjects: 0, isCut: false };
    const node = { path: shownText(message.text('node_path')), identifier, config };
    if (this.#content.nodes.length < MAX_LISTED) this.#content.nodes.push(node);
    else this.#content.moreNodes++;
  }

  data(field: FieldType, place: DataPlace): PartReader {
    return openData(this.part)(field, place);
  }
}

/** Objects that make an object graph: fewer may be chance. */
const SURE_OBJECTS = 2;

/** Reads the graph of objects that checkpoints hold: names alone, and which of them are variables. */
export const readObjectGraph = readMessages(
  () => tensorflowType('TrackableObjectGraph'),
  (part) => {
    let objects = 0;
    return {
      end(message) {
        if (message.type.name === 'TrackableObjectGraph.TrackableObject') objects++;
        const isNamed = message.type.name === 'TrackableObjectGraph.TrackableObject.ObjectReference';
        if (isNamed && message.text('local_name') === undefined)
          throw new Malformed('a child without name', message.offset);
        if (objects < SURE_OBJECTS || part.recognised) return;
        part.recognised = true;
        part.content = { kind: 'tensorflow-object-graph' };
      },
      data: (field, place) => openData(part)(field, place),
    };
  },
);

const HASHES = ['saved_model_checksum', 'graph_def_program_hash', 'signature_def_hash', 'saved_object_graph_hash'];

/** Reads `fingerprint.pb`. */
export const readFingerprint = readMessages(
  () => tensorflowType('FingerprintDef'),
  (part) => ({
    end(message) {
      if (message.parent !== undefined || !HASHES.every((hash) => message.number(hash) !== undefined)) return;
      part.recognised = true;
      part.content = { kind: 'tensorflow-fingerprint' };
    },
    data({ name }, { offset }) {
      throw new Malformed(`a long ${name}`, offset);
    },
  }),
);
