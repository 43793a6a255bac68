// SPDX-License-Identifier: Apache-2.0

/** Most functions, values, metadata and attribute texts that are listed, of each. */
export const MAX_ONNX_LISTED = 500;

/** Content that lies in another file, as {@link OnnxContent.externalData} sums it up. */
export interface OnnxExternalFile {
  /** attacker-controlled; printable, cut */
  readonly location: string;
  /** how many tensors name it */
  tensors: number;
  /** the first of them */
  readonly firstTensor: string;
  /** where they are: `initializer`, `attribute`, `function`, `sparse`, `training` */
  readonly places: string[];
  /** offset behind the last byte that is named; beyond 2^53 it is not exact */
  endBytes: number;
  /** tensors that say no length */
  withoutLength: number;
  /** tensors whose data_location is not EXTERNAL: most loaders do not read these */
  undeclared: number;
  readonly checksums: string[];
}

export interface OnnxOperator {
  /** empty for the operators of ONNX itself */
  readonly domain: string;
  readonly name: string;
  count: number;
}

/** What goes into the model's graph, or comes out of it. */
export interface OnnxValue {
  readonly name: string;
  /** kind of the value, where it is no dense tensor: `sequence`, `map`, `optional`, `sparse` or `opaque` */
  readonly kind?: string;
  /** of the elements of a tensor, a number of TensorProto.DataType; 0: it is not said */
  readonly elementType: number;
  /** a number, or a name of one that is not fixed (empty: it has none); undefined: it is not said */
  readonly shape?: readonly (number | string)[];
}

/** Elements of initializers of the model's own graph, by what their shapes say. */
export interface OnnxInitializers {
  /** by number of TensorProto.DataType; of sparse ones, of the values that are there */
  readonly elements: { readonly type: number; count: number }[];
  /** initializers that are counted */
  tensors: number;
  /** initializers whose data are not what their shapes say, or that have no type: they are not counted */
  odd: number;
  /** bytes of those that lie in other files, as their shapes have it: whether they are there is for others to say */
  externalBytes: number;
}

/** An ONNX model: what it is made of, and all that it takes from elsewhere. All lists are bounded; texts are printable and cut. */
export interface OnnxContent {
  readonly kind: 'onnx';
  irVersion: number;
  producerName: string;
  producerVersion: string;
  domain: string;
  modelVersion: number;
  docString: string;
  /** of the model's own graph; with its initializers, before version 4 of the format */
  readonly inputs: OnnxValue[];
  readonly outputs: OnnxValue[];
  readonly initializers: OnnxInitializers;
  readonly opsets: { readonly domain: string; readonly version: number }[];
  readonly operators: OnnxOperator[];
  /** operators that are not listed */
  moreOperators: number;
  /** functions that the model brings with it */
  readonly functions: { readonly domain: string; readonly name: string }[];
  readonly externalData: OnnxExternalFile[];
  /** keys that external data has besides location, offset, length and checksum */
  readonly externalKeys: string[];
  readonly metadata: { readonly key: string; readonly value: string }[];
  /** texts in attributes of operators */
  readonly attributeTexts: { readonly name: string; readonly text: string }[];
  /** more functions, files, metadata or texts than are listed */
  moreEntries: number;
  graphs: number;
  nodes: number;
  tensors: number;
  trainingInfos: number;
}

export const emptyOnnx = (): OnnxContent => ({
  kind: 'onnx',
  irVersion: 0,
  producerName: '',
  producerVersion: '',
  domain: '',
  modelVersion: 0,
  docString: '',
  inputs: [],
  outputs: [],
  initializers: { elements: [], tensors: 0, odd: 0, externalBytes: 0 },
  opsets: [],
  operators: [],
  moreOperators: 0,
  functions: [],
  externalData: [],
  externalKeys: [],
  metadata: [],
  attributeTexts: [],
  moreEntries: 0,
  graphs: 0,
  nodes: 0,
  tensors: 0,
  trainingInfos: 0,
});
