// SPDX-License-Identifier: Apache-2.0
import { KERAS_CLASSES, KERAS_FUNCTIONS } from '../../src/tables/keras-classes.js';
import { KERAS_EFFECTS } from '../../src/tables/keras-effects.js';
import { ONNX_OPERATORS } from '../../src/tables/onnx-operators.js';
import { TENSORFLOW_EFFECTS } from '../../src/tables/tensorflow-effects.js';
import { TENSORFLOW_OPERATORS } from '../../src/tables/tensorflow-operators.js';

describe('the operators of TensorFlow', () => {
  it('are those that it registers', () => {
    expect(TENSORFLOW_OPERATORS.size).toBeGreaterThan(1800);
    for (const name of ['Const', 'MatMul', 'SaveV2', 'PyFunc', 'StatefulPartitionedCall', 'XlaCallModule']) {
      expect(TENSORFLOW_OPERATORS).toContain(name);
    }
    expect(TENSORFLOW_OPERATORS).not.toContain('TRTEngineOp');
  });

  it('have effects under the names that there are', () => {
    for (const name of TENSORFLOW_EFFECTS.keys()) expect(TENSORFLOW_OPERATORS).toContain(name);
  });

  it.each([
    ['PyFunc', 'python'],
    ['ReadFile', 'reads-files'],
    ['WriteFile', 'writes-files'],
    ['PrintV2', 'writes-files'],
    ['InitializeTableFromTextFileV2', 'reads-assets'],
    ['RpcCall', 'network'],
  ])('have effects: %s %s', (name, effect) => {
    expect(TENSORFLOW_EFFECTS.get(name)).toBe(effect);
  });

  it.each(['SaveV2', 'RestoreV2', 'MergeV2Checkpoints', 'Assert', 'DecodeJpeg', 'Print'])(
    'have none where every model has them: %s',
    (name) => expect(TENSORFLOW_EFFECTS.has(name)).toBe(false),
  );
});

describe('the operators of ONNX', () => {
  it('are told by domain', () => {
    expect([...ONNX_OPERATORS.keys()].sort()).toEqual([
      '',
      'ai.onnx.ml',
      'ai.onnx.preview',
      'ai.onnx.preview.training',
      'com.microsoft',
      'com.microsoft.nchwc',
      'com.ms.internal.nhwc',
    ]);
    expect(ONNX_OPERATORS.get('')).toContain('Relu');
    expect(ONNX_OPERATORS.get('ai.onnx.ml')).toContain('TreeEnsembleClassifier');
    expect(ONNX_OPERATORS.get('com.microsoft')).toContain('FusedMatMul');
  });

  it('do not have those that run Python', () => {
    for (const names of ONNX_OPERATORS.values()) {
      for (const name of ['PyOp', 'PythonOp']) expect(names).not.toContain(name);
    }
  });
});

describe('the classes of Keras', () => {
  it.each([
    ['', 'Dense'],
    ['keras', 'Sequential'],
    ['keras.layers', 'Dense'],
    ['keras.initializers', 'GlorotUniform'],
    ['keras.optimizers', 'Adam'],
    ['keras.src.models.functional', 'Functional'],
    ['keras.src.ops.numpy', 'Add'],
    ['keras', 'DTypePolicy'],
  ])('are told by module: %s %s', (module, name) => {
    expect(KERAS_CLASSES.get(module)).toContain(name);
  });

  it.each([
    ['keras.utils', 'get_file'],
    ['keras.models', 'load_model'],
    ['keras.config', 'enable_unsafe_deserialization'],
    ['keras.saving', 'load_weights'],
  ])('are not whatever can be imported: %s %s', (module, name) => {
    expect(KERAS_CLASSES.get(module)?.has(name) ?? false).toBe(false);
    expect(KERAS_FUNCTIONS.get(module)?.has(name) ?? false).toBe(false);
  });

  it('are of Keras alone', () => {
    for (const module of KERAS_CLASSES.keys()) expect(module === '' || /^keras(?:\.|$)/.test(module)).toBe(true);
  });

  it('have effects under names that there are', () => {
    const all = new Set([...KERAS_CLASSES.values()].flatMap((names) => [...names]));
    for (const name of KERAS_EFFECTS.keys()) expect(name === '__lambda__' || all.has(name)).toBe(true);
  });

  it('have functions that stand in configurations', () => {
    expect(KERAS_FUNCTIONS.get('keras.activations')).toContain('relu');
    expect(KERAS_FUNCTIONS.get('keras.losses')).toContain('mean_squared_error');
  });
});
