// SPDX-License-Identifier: Apache-2.0

/** What making or calling an object of Keras may do beside computing. */
export type KerasEffect =
  /** runs Python code that the model brings with it */
  | 'code'
  /** calls a function of TensorFlow that the model names, such as one that writes files */
  | 'names-function'
  /** loads another model, from a path */
  | 'loads-model'
  /** reads a file where its vocabulary is a path */
  | 'reads-files';

/** By class name, whatever the module: Keras itself looks some of them up by their name alone. */
export const KERAS_EFFECTS: ReadonlyMap<string, KerasEffect> = new Map([
  ['Lambda', 'code'],
  ['__lambda__', 'code'],
  // A module of PyTorch, pickled.
  ['TorchModuleWrapper', 'code'],
  // Functions of JAX, which the configuration imports by their names.
  ['FlaxLayer', 'code'],
  ['JaxLayer', 'code'],
  ['TFSMLayer', 'loads-model'],
  ['ClassMethod', 'names-function'],
  ['InstanceMethod', 'names-function'],
  ['InstanceProperty', 'names-function'],
  ['SlicingOpLambda', 'names-function'],
  ['TFOpLambda', 'names-function'],
  ['TensorFlowOpLayer', 'names-function'],
  ['IndexLookup', 'reads-files'],
  ['IntegerLookup', 'reads-files'],
  ['StringLookup', 'reads-files'],
  ['TextVectorization', 'reads-files'],
]);

/** Class names with which Keras 3 writes values that JSON does not have. */
export const KERAS_VALUES: ReadonlySet<string> = new Set([
  '__bytes__',
  '__complex__',
  '__ellipsis__',
  '__numpy__',
  '__set__',
  '__slice__',
  '__tensor__',
  '__tuple__',
  'CompositeTensor',
  'TensorShape',
  'TypeSpec',
  '__keras_tensor__',
]);
