// SPDX-License-Identifier: Apache-2.0
import { externalTensor, onnx, savedModel } from '../fixtures/protobufs.js';
import { shown } from '../inspected.js';

const layer = (object: object): string =>
  JSON.stringify({ module: 'keras.src.models.sequential', class_name: 'Sequential', config: { layers: [object] } });
const keras = (object: object): readonly string[] => shown({ 'config.json': layer(object) }, 'keras-code');

describe('a configuration of Keras', () => {
  it.each<[string, object, string]>([
    [
      'a layer with compiled Python',
      { class_name: 'Lambda', config: { function: { class_name: '__lambda__', config: { code: 'AAAA' } } } },
      'critical',
    ],
    ['a module of PyTorch', { module: 'keras.layers', class_name: 'TorchModuleWrapper', config: {} }, 'critical'],
    ['a module that is imported by name', { module: 'os', class_name: 'system', config: {} }, 'critical'],
    ['a module of nobody known', { module: 'acme.layers', class_name: 'Acme', config: {} }, 'high'],
    [
      'a function that runs programs',
      { module: 'subprocess', class_name: 'function', config: 'run', registered_name: 'run' },
      'critical',
    ],
    ['another model', { module: 'keras.layers', class_name: 'TFSMLayer', config: { filepath: '/tmp/m' } }, 'high'],
    [
      'a vocabulary that is a path',
      { module: 'keras.layers', class_name: 'StringLookup', config: { vocabulary: '/etc/passwd' } },
      'high',
    ],
    ['a class that its user must supply', { class_name: 'Acme', config: {} }, 'medium'],
    [
      'a function of TensorFlow that writes',
      { class_name: 'TFOpLambda', config: { function: 'io.write_file' } },
      'critical',
    ],
    ['a function of TensorFlow that computes', { class_name: 'TFOpLambda', config: { function: 'math.add' } }, 'low'],
  ])('is told of for %s', (_, object, severity) => {
    expect(keras(object).map((line) => line.split(' ')[0])).toContain(severity);
  });

  it.each<[string, object]>([
    ['a layer by its module', { module: 'keras.layers', class_name: 'Dense', config: {}, registered_name: null }],
    ['a layer of Keras 2', { class_name: 'Dense', config: { activation: 'relu' } }],
    [
      'a vocabulary that is a list',
      { module: 'keras.layers', class_name: 'StringLookup', config: { vocabulary: ['a', 'b'] } },
    ],
    [
      'an activation',
      { module: 'keras.activations', class_name: 'function', config: 'relu', registered_name: 'function' },
    ],
  ])('is not told of for %s', (_, object) => {
    expect(keras(object)).toEqual([]);
  });
});

describe('a graph of TensorFlow', () => {
  it.each([
    ['ReadFile', 'high saved_model.pb: ReadFile (1 times, n) reads files'],
    ['EagerPyFunc', 'critical saved_model.pb: EagerPyFunc (1 times, n) calls a function of Python'],
    ['AcmeOp', 'medium saved_model.pb: AcmeOp (1 times, n) is no operator of TensorFlow'],
  ])('is told of for %s', (operator, line) => {
    expect(shown({ 'saved_model.pb': savedModel(operator) }, 'tensorflow-operators')).toEqual([line]);
  });

  it.each(['SaveV2', 'RestoreV2', 'MergeV2Checkpoints', 'StatefulPartitionedCall', 'DecodeJpeg'])(
    'may have %s',
    (operator) => {
      expect(shown({ 'saved_model.pb': savedModel(operator) }, 'tensorflow-operators')).toEqual([]);
    },
  );
});

describe('an ONNX model', () => {
  it('is told of for an operator that nobody knows', () => {
    expect(shown({ 'a.onnx': onnx('AcmeOp') }, 'onnx-operators')).toEqual([
      'medium a.onnx: AcmeOp (1 times) is an operator of neither ONNX nor ONNX Runtime',
    ]);
  });

  it.each([
    ['out of the folder', '../w.bin', 'critical'],
    ['to an absolute path', '/w.bin', 'critical'],
    ['to an address', 'http://h/w.bin', 'critical'],
    ['by way of backslashes', '..\\w.bin', 'critical'],
    ['to a file that is not there', 'other.bin', 'inconclusive'],
    ['beyond the end of a file', 'short.bin', 'high'],
  ])('is told of for external data %s', (_, location, severity) => {
    const files = {
      'sub/a.onnx': onnx('Relu', externalTensor(location)),
      'sub/short.bin': '1234',
      'w.bin': '12345678',
    };
    expect(shown(files, 'external-data').map((line) => line.split(' ')[0])).toEqual([severity]);
  });

  it('may have external data in a folder beside it', () => {
    const files = { 'sub/a.onnx': onnx('Relu', externalTensor('./w/w.bin')), 'sub/w/w.bin': '12345678' };
    expect(shown(files, 'external-data')).toEqual([]);
  });
});
