// SPDX-License-Identifier: Apache-2.0
import { makeZip } from '../fixtures/zips.js';
import { shown } from '../inspected.js';

const node = (module: string, name: string, loader: string, content: unknown = null): object => ({
  __class__: name,
  __module__: module,
  __loader__: loader,
  content,
});
const of = (schema: object): readonly string[] =>
  shown({ 'm.skops': makeZip({ 'schema.json': JSON.stringify(schema) }) }, 'skops-types').map(
    (line) => line.split(' ')[0] ?? '',
  );

describe('a node of skops', () => {
  it.each<[string, object]>([
    ['plain data', node('builtins', 'dict', 'DictNode', { a: node('builtins', 'str', 'JsonNode', '"x"') })],
    ['an estimator', node('sklearn.pipeline', 'Pipeline', 'ObjectNode')],
    ['an array', node('numpy', 'ndarray', 'NdArrayNode')],
    ['a function that may be kept', node('numpy', 'log1p', 'FunctionNode')],
  ])('may be %s', (_, schema) => {
    expect(of(schema)).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['a function that runs programs', node('os', 'system', 'FunctionNode'), 'critical'],
    [
      'one within others',
      node('builtins', 'list', 'ListNode', [node('subprocess', 'Popen', 'ObjectNode')]),
      'critical',
    ],
    ['a class of nobody known', node('acme', 'Model', 'ObjectNode'), 'high'],
    ['what calls a method of anything', node('operator', 'methodcaller', 'OperatorFuncNode'), 'critical'],
    ['what may be kept, and is run', node('numpy', 'ndarray', 'ReduceNode'), 'high'],
    ['a node without a name', { __loader__: 'ObjectNode' }, 'high'],
  ])('is told of where it is %s', (_, schema, severity) => {
    expect(of(schema)).toEqual([severity]);
  });

  it('is one whatever else lies in the archive', () => {
    const schema = JSON.stringify(node('os', 'system', 'FunctionNode'));
    expect(shown({ 'm.zip': makeZip({ 'schema.json': schema, 'other.txt': 'x' }) }, 'skops-types')).toHaveLength(1);
  });

  it('is none in a schema of anything else', () => {
    const schema = JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object' });
    expect(shown({ 'm.zip': makeZip({ 'schema.json': schema }), 'schema.json': schema }, 'skops-types')).toEqual([]);
  });
});
