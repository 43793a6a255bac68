// SPDX-License-Identifier: Apache-2.0
import type { Message } from '../protobuf/message.js';
import { openData, readMessages, type MessageReader } from '../protobuf/read-messages.js';
import { messageTypes, type FieldType, type MessageType } from '../protobuf/schema.js';
import type { DataPlace } from '../protobuf/walker.js';
import { BoundedMap, shownText } from '../reading/bounded.js';
import type { PartBuilder, PartReader } from '../reading/part-builder.js';
import { MAX_ONNX_LISTED, emptyOnnx, type OnnxOperator } from './content.js';
import { ExternalData } from './external-data.js';
import { countInitializer } from './initializers.js';
import { ONNX_MESSAGES } from './messages.js';
import { tensorBytes } from './tensors.js';
import { KEPT_OF_VALUES, readValue } from './values.js';

/** Highest version of the format that is believed; 13 is that of 2026. */
const MAX_IR_VERSION = 100;
/** Most different operators that are listed. */
const MAX_OPERATORS = 2000;
/** Longer texts of attributes are looked into by themselves. */
const MAX_TEXT_BYTES = 256;

const KEPT = {
  'ModelProto.ir_version': 1,
  'ModelProto.producer_name': 256,
  'ModelProto.producer_version': 256,
  'ModelProto.domain': 256,
  'ModelProto.model_version': 1,
  'ModelProto.doc_string': 4096,
  ...KEPT_OF_VALUES,
  'OperatorSetIdProto.domain': 256,
  'OperatorSetIdProto.version': 1,
  'NodeProto.op_type': 256,
  'NodeProto.domain': 256,
  'FunctionProto.name': 256,
  'FunctionProto.domain': 256,
  'StringStringEntryProto.key': 256,
  'StringStringEntryProto.value': 4096,
  'TensorProto.name': 256,
  'TensorProto.dims': 1,
  'TensorProto.data_type': 1,
  'TensorProto.data_location': 1,
  'TensorProto.external_data': 1,
  'AttributeProto.name': 256,
  'AttributeProto.s': MAX_TEXT_BYTES,
  'AttributeProto.strings': MAX_TEXT_BYTES,
};

let root: MessageType | undefined;

function modelProto(): MessageType {
  root ??= messageTypes(ONNX_MESSAGES, KEPT).get('ModelProto') ?? { name: 'ModelProto', fields: new Map() };
  return root;
}

/**
 * Reads an ONNX model: its operators, functions and opsets, and all data that lies elsewhere, in whatever graph, function, sparse
 * tensor or training step. Tensor data is passed over where it has the size that its shape and type say.
 *
 * @see https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
export const readOnnx = readMessages(modelProto, (part) => new OnnxReader(part));

class OnnxReader implements MessageReader {
  readonly #content = emptyOnnx();
  readonly #operators = new BoundedMap<OnnxOperator>(this.#content.operators, MAX_OPERATORS);
  readonly #texts = new BoundedMap(this.#content.attributeTexts, MAX_ONNX_LISTED);
  readonly #external: ExternalData;

  constructor(private readonly part: PartBuilder) {
    this.#external = new ExternalData(this.#content, part);
  }

  end(message: Message): void {
    const field = message.field?.name;
    if (message.type.name === 'NodeProto') this.#endNode(message);
    else if (message.type.name === 'TensorProto') this.#endTensor(message);
    else if (message.type.name === 'AttributeProto') this.#endAttribute(message);
    else if (message.type.name === 'GraphProto') this.#content.graphs++;
    else if (message.type.name === 'FunctionProto') this.#endFunction(message);
    else if (message.type.name === 'TrainingInfoProto') this.#content.trainingInfos++;
    else if (message.type.name === 'ValueInfoProto') this.#endValue(message);
    else if (field === 'opset_import') this.#endOpset(message);
    else if (field === 'metadata_props') this.#endMetadata(message);
    this.#recognise(message);
  }

  data(field: FieldType, place: DataPlace): PartReader | undefined {
    const { message, sizeBytes } = place;
    if (field.name === 'raw_data' && tensorBytes(message) === message.sizeBytes('raw_data')) return undefined;
    // What is kept of it is all of it.
    if (message.type.name === 'AttributeProto' && sizeBytes <= MAX_TEXT_BYTES) return undefined;
    if (field.name === 'string_data' && sizeBytes <= MAX_TEXT_BYTES) return undefined;
    return openData(this.part)(field, place);
  }

  /** A version and one node, tensor or input are more than chance gives. */
  #recognise(message: Message): void {
    const { part } = this;
    if (part.recognised) {
      this.#describe(message);
      return;
    }
    const isTelling = ['NodeProto', 'TensorProto', 'ValueInfoProto', 'GraphProto'].includes(message.type.name);
    const model = message.within('ModelProto');
    const version = model?.number('ir_version') ?? 0;
    const hasGraph = this.#content.nodes + this.#content.tensors + this.#content.graphs > 0;
    if (!(isTelling || hasGraph) || version < 1 || version > MAX_IR_VERSION) return;
    part.recognised = true;
    part.content = this.#content;
    this.#describe(model);
  }

  #describe(model: Message | undefined): void {
    if (model?.type.name !== 'ModelProto') return;
    this.#content.irVersion = model.number('ir_version') ?? 0;
    this.#content.producerName = shownText(model.text('producer_name'));
    this.#content.producerVersion = shownText(model.text('producer_version'));
    this.#content.domain = shownText(model.text('domain'));
    this.#content.modelVersion = model.number('model_version') ?? 0;
    this.#content.docString = shownText(model.text('doc_string'), 4096);
  }

  #endNode(node: Message): void {
    const [name, domain] = [node.text('op_type') ?? '', node.text('domain') ?? ''];
    this.#content.nodes++;
    // Made printable once for all nodes that have it.
    const make = (): OnnxOperator => ({ domain: shownText(domain), name: shownText(name), count: 0 });
    const operator = this.#operators.get(`${domain}\n${name}`, make);
    if (operator === undefined) this.#content.moreOperators++;
    else operator.count++;
  }

  #endTensor(tensor: Message): void {
    this.#content.tensors++;
    this.#external.add(tensor);
    countInitializer(this.#content.initializers, tensor);
    const rawBytes = tensor.sizeBytes('raw_data');
    const bytes = tensorBytes(tensor);
    if (rawBytes > 0 && rawBytes !== bytes) {
      const name = shownText(tensor.text('name'), 100);
      this.part.irregular(
        'size-mismatch',
        tensor.offset,
        `${name}: ${rawBytes} bytes, ${bytes ?? 'none'} by its shape`,
      );
    }
  }

  #endAttribute(attribute: Message): void {
    const name = shownText(attribute.text('name'));
    for (const one of [...attribute.texts('s'), ...attribute.texts('strings')]) {
      const text = shownText(one);
      if (this.#texts.get(`${name}\n${text}`, () => ({ name, text })) === undefined) this.#content.moreEntries++;
    }
  }

  #endFunction(message: Message): void {
    const entry = { domain: shownText(message.text('domain')), name: shownText(message.text('name')) };
    this.#list(this.#content.functions, entry);
  }

  /** Values of other graphs than the model's own are nobody's but theirs. */
  #endValue(message: Message): void {
    const { field, parent } = message;
    if (parent?.field?.name !== 'graph' || parent.parent?.type.name !== 'ModelProto') return;
    if (field?.name === 'input') this.#list(this.#content.inputs, readValue(message));
    else if (field?.name === 'output') this.#list(this.#content.outputs, readValue(message));
  }

  #endOpset(message: Message): void {
    const domain = shownText(message.text('domain'));
    const version = message.number('version') ?? 0;
    const { opsets } = this.#content;
    if (!opsets.some((one) => one.domain === domain && one.version === version))
      this.#list(opsets, { domain, version });
  }

  #endMetadata(message: Message): void {
    if (message.parent?.type.name !== 'ModelProto') return;
    this.#list(this.#content.metadata, {
      key: shownText(message.text('key')),
      value: shownText(message.text('value'), 1000),
    });
  }

  #list<T>(list: T[], entry: T): void {
    if (list.length < MAX_ONNX_LISTED) list.push(entry);
    else this.#content.moreEntries++;
  }
}
