// SPDX-License-Identifier: Apache-2.0
import type { KerasConfig } from '../keras/content.js';

export interface TensorflowOperator {
  readonly name: string;
  count: number;
  /** names of the first nodes that have it */
  readonly nodes: string[];
  /** the graph has a function of this name: that is what runs, if TensorFlow has no operator of this name */
  isFunction: boolean;
}

/** A graph of TensorFlow, in a SavedModel or by itself. All lists are bounded; texts are printable and cut. */
export interface TensorflowContent {
  readonly kind: 'tensorflow';
  readonly form: 'saved-model' | 'graph';
  /** that wrote it */
  tensorflowVersion: string;
  readonly tags: string[];
  metaGraphs: number;
  nodes: number;
  functions: number;
  readonly operators: TensorflowOperator[];
  /** nodes whose operators are not listed */
  moreNodes: number;
  readonly signatures: string[];
  /** files that come with it, in its folder `assets` */
  readonly assets: string[];
  /** texts in attributes of nodes that are paths or URLs */
  readonly paths: { readonly node: string; readonly operator: string; readonly text: string }[];
  /** what its objects were in Python, such as `_tf_keras_layer`, and how many there are */
  readonly objects: { readonly identifier: string; count: number }[];
  /** configurations of objects of Keras, which TensorFlow itself does not read */
  readonly keras: KerasConfig[];
  /** more entries of any list than are listed */
  moreEntries: number;
}

/** `keras_metadata.pb` of a SavedModel that Keras 2 wrote. */
export interface KerasMetadataContent {
  readonly kind: 'keras-metadata';
  readonly nodes: { readonly path: string; readonly identifier: string; readonly config: KerasConfig }[];
  moreNodes: number;
}

/** `fingerprint.pb` of a SavedModel: hashes of what is in it. */
export interface FingerprintContent {
  readonly kind: 'tensorflow-fingerprint';
}

/** The objects of a checkpoint, by their names. */
export interface ObjectGraphContent {
  readonly kind: 'tensorflow-object-graph';
}

/** The index of a checkpoint: `variables.index` in a SavedModel. */
export interface CheckpointContent {
  readonly kind: 'tensorflow-checkpoint';
  /** the files `….data-NNNNN-of-NNNNN`, in order */
  readonly shards: {
    /** where the last tensor of it ends */
    readonly sizeBytes: number;
    /** tensors follow one another from its beginning to there, with nothing between */
    readonly isWhole: boolean;
  }[];
  /** the first of them, by name; bounded */
  readonly tensors: {
    readonly name: string;
    readonly shard: number;
    readonly offset: number;
    readonly sizeBytes: number;
  }[];
  tensorCount: number;
}

export const emptyTensorflow = (form: TensorflowContent['form']): TensorflowContent => ({
  kind: 'tensorflow',
  form,
  tensorflowVersion: '',
  tags: [],
  metaGraphs: 0,
  nodes: 0,
  functions: 0,
  operators: [],
  moreNodes: 0,
  signatures: [],
  assets: [],
  paths: [],
  objects: [],
  keras: [],
  moreEntries: 0,
});
