// SPDX-License-Identifier: Apache-2.0
import { parseJsonValue } from '../json/parse-json-value.js';
import { readKerasConfig } from '../keras/config.js';
import { looksLikePath, MAX_PATH_CHARS } from '../keras/paths.js';
import type { Message } from '../protobuf/message.js';
import { openData, type MessageReader } from '../protobuf/read-messages.js';
import type { FieldType } from '../protobuf/schema.js';
import type { DataPlace } from '../protobuf/walker.js';
import { BoundedMap, shownText } from '../reading/bounded.js';
import type { PartBuilder, PartReader } from '../reading/part-builder.js';
import { emptyTensorflow, type TensorflowContent, type TensorflowOperator } from './content.js';
import { tensorContentBytes } from './types.js';

/** Most operators that are told apart while reading, functions among them, and most that are listed. */
const MAX_OPERATORS = 20_000;
const MAX_LISTED_OPERATORS = 2000;
/** Most names of functions that are known. */
const MAX_FUNCTIONS = 100_000;
/** Most entries of any other list. */
const MAX_LISTED = 500;
const MAX_NODES = 3;
/** Longer texts of nodes are looked into by themselves. */
const MAX_TEXT_BYTES = 4096;
const MAX_METADATA_BYTES = 4 * 1024 * 1024;

/** Tells what is in a graph, or in all graphs and functions of a SavedModel. */
export class GraphReader implements MessageReader {
  readonly #content: TensorflowContent;
  readonly #operators: BoundedMap<TensorflowOperator>;
  readonly #functions = new Set<string>();
  readonly #objects: BoundedMap<TensorflowContent['objects'][number]>;

  /** @param isSure - whether a message that ended, and what was seen before it, are more than chance gives */
  constructor(
    private readonly part: PartBuilder,
    form: TensorflowContent['form'],
    private readonly isSure: (message: Message, content: TensorflowContent) => boolean,
  ) {
    this.#content = emptyTensorflow(form);
    this.#operators = new BoundedMap(this.#content.operators, MAX_OPERATORS);
    this.#objects = new BoundedMap(this.#content.objects, MAX_LISTED);
  }

  end(message: Message): void {
    this.#count(message);
    const { part } = this;
    if (!part.recognised && this.isSure(message, this.#content)) {
      part.recognised = true;
      part.content = this.#content;
    }
    if (message.parent === undefined) this.#endOperators();
  }

  data(field: FieldType, place: DataPlace): PartReader | undefined {
    const { message, sizeBytes } = place;
    const isContent = field.name === 'tensor_content';
    if (isContent && tensorContentBytes(message) === message.sizeBytes(field.name)) return undefined;
    const isText = ['TensorProto', 'AttrValue', 'AttrValue.ListValue'].includes(message.type.name);
    if (isText && !isContent && sizeBytes <= MAX_TEXT_BYTES) return undefined;
    return sizeBytes === 0 ? undefined : openData(this.part)(field, place);
  }

  #count(message: Message): void {
    const content = this.#content;
    switch (message.type.name) {
      case 'NodeDef':
        this.#endNode(message);
        return;
      case 'AttrValue':
      case 'AttrValue.ListValue':
        this.#endAttribute(message);
        return;
      case 'TensorProto':
        this.#endTensor(message);
        return;
      case 'FunctionDef':
        content.functions++;
        return;
      case 'OpDef':
        this.#endFunction(message);
        return;
      case 'MetaGraphDef':
        content.metaGraphs++;
        return;
      case 'MetaGraphDef.MetaInfoDef':
        content.tensorflowVersion = shownText(message.text('tensorflow_version'));
        for (const tag of message.texts('tags')) this.#list(content.tags, shownText(tag));
        return;
      case 'MetaGraphDef.SignatureDefEntry':
        this.#list(content.signatures, shownText(message.text('key')));
        return;
      case 'AssetFileDef':
        this.#list(content.assets, shownText(message.text('filename'), MAX_PATH_CHARS));
        return;
      case 'SavedUserObject':
        this.#endObject(message);
    }
  }

  #endNode(node: Message): void {
    const name = node.text('op') ?? '';
    this.#content.nodes++;
    const make = (): TensorflowOperator => ({ name: shownText(name), count: 0, nodes: [], isFunction: false });
    const operator = this.#operators.get(name, make);
    if (operator === undefined) {
      this.#content.moreNodes++;
      return;
    }
    operator.count++;
    if (operator.nodes.length < MAX_NODES) operator.nodes.push(shownText(node.text('name'), 100));
  }

  #endAttribute(attribute: Message): void {
    const node = attribute.within('NodeDef');
    if (node === undefined) return;
    for (const text of attribute.texts('s')) this.#addPath(node, text);
  }

  #endTensor(tensor: Message): void {
    const contentBytes = tensor.sizeBytes('tensor_content');
    const bytes = tensorContentBytes(tensor);
    if (contentBytes > 0 && contentBytes !== bytes) {
      this.part.irregular('size-mismatch', tensor.offset, `${contentBytes} bytes, ${bytes ?? 'none'} by its shape`);
    }
    const node = tensor.within('NodeDef');
    if (node !== undefined) for (const text of tensor.texts('string_val')) this.#addPath(node, text);
  }

  #addPath(node: Message, text: string): void {
    if (!looksLikePath(text)) return;
    const entry = { node: shownText(node.text('name')), operator: shownText(node.text('op')) };
    this.#list(this.#content.paths, { ...entry, text: shownText(text, MAX_PATH_CHARS) });
  }

  /** A function is named in its signature; operators that are only described are not. */
  #endFunction(signature: Message): void {
    if (signature.parent?.type.name !== 'FunctionDef') return;
    if (this.#functions.size < MAX_FUNCTIONS) this.#functions.add(shownText(signature.text('name')));
  }

  #endObject(object: Message): void {
    const identifier = shownText(object.text('identifier'));
    const entry = this.#objects.get(identifier, () => ({ identifier, count: 0 }));
    if (entry === undefined) this.#content.moreEntries++;
    else entry.count++;
    const config = kerasConfig(this.part, object);
    if (config !== undefined && config.objects.length > 0) this.#list(this.#content.keras, config);
  }

  /** Those of TensorFlow come first: functions have names that nobody else has, and there are many of them. */
  #endOperators(): void {
    const { operators } = this.#content;
    for (const operator of operators) operator.isFunction = this.#functions.has(operator.name);
    const ordered = [false, true].flatMap((isFunction) => operators.filter((one) => one.isFunction === isFunction));
    operators.splice(0, operators.length, ...ordered.slice(0, MAX_LISTED_OPERATORS));
    for (const { count } of ordered.slice(MAX_LISTED_OPERATORS)) this.#content.moreNodes += count;
  }

  #list<T>(list: T[], entry: T): void {
    if (list.length < MAX_LISTED) list.push(entry);
    else this.#content.moreEntries++;
  }
}

/** The configuration in the metadata of an object that Keras saved; undefined where there is none. */
export function kerasConfig(part: PartBuilder, object: Message): ReturnType<typeof readKerasConfig> | undefined {
  const metadata = object.text('metadata');
  // What is longer than what is kept of it is looked into as a part of its own.
  if (metadata === undefined || metadata === '' || object.sizeBytes('metadata') > Buffer.byteLength(metadata))
    return undefined;
  const value = parseJsonValue(Buffer.from(metadata), MAX_METADATA_BYTES, (kind, _, detail) =>
    part.irregular(kind, object.offset, `metadata: ${detail}`),
  );
  if (value === undefined) part.irregular('bad-value', object.offset, 'metadata that is no JSON that is read');
  return value === undefined ? undefined : readKerasConfig(value);
}
