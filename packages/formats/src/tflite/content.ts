// SPDX-License-Identifier: Apache-2.0

export interface TfliteOperator {
  /** of the table of built-in operators of TensorFlow Lite; 32 is a custom one */
  readonly code: number;
  /** of a custom one: `Flex…` are operators of TensorFlow itself; printable, cut */
  readonly customName: string;
  readonly version: number;
  uses: number;
}

/** A model of TensorFlow Lite. All lists are bounded; texts are printable and cut. */
export interface TfliteContent {
  readonly kind: 'tflite';
  readonly schemaVersion: number;
  readonly description: string;
  readonly operators: TfliteOperator[];
  readonly metadata: { readonly name: string; readonly sizeBytes: number }[];
  readonly signatures: string[];
  /** files in which buffers lie that are not in this one */
  readonly externalGroups: string[];
  subgraphs: number;
  tensors: number;
  /** buffers that have data */
  buffers: number;
  bufferBytes: number;
  /** more entries of any list than are listed */
  moreEntries: number;
  /** buffers that begin as programs do, by number */
  readonly looksLike: number[];
}
