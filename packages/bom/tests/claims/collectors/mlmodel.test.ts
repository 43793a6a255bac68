// SPDX-License-Identifier: Apache-2.0
import { remarksOf, shownAll } from '../../model.js';

const MLMODEL = `
artifact_path: model
flavors:
  python_function:
    env: {conda: conda.yaml, virtualenv: python_env.yaml}
    loader_module: mlflow.sklearn
    model_path: model.pkl
    python_version: 3.11.9
  sklearn:
    code: null
    pickled_model: model.pkl
    sklearn_version: 1.5.0
mlflow_version: 2.14.1
model_uuid: 0123abcd
run_id: 89ef
utc_time_created: '2024-06-20 10:00:00.123456'
signature:
  inputs: '[{"type": "double", "name": "x", "required": true}]'
  outputs: '[{"type": "tensor", "tensor-spec": {"dtype": "int64", "shape": [-1, 2]}}]'
`;

describe('MLmodel', () => {
  it('tells libraries and their versions, the run, and what goes in and comes out', () => {
    expect(shownAll('MLmodel', MLMODEL)).toEqual([
      'uuid: 0123abcd <declared /model_uuid>',
      'training.run: 89ef <declared /run_id>',
      'released: 2024-06-20T10:00:00.123456Z <declared /utc_time_created>',
      'library.version: mlflow 2.14.1 <declared /mlflow_version>',
      'code.module: mlflow.sklearn <declared /flavors/python_function/loader_module>',
      'library.version: python 3.11.9 <declared /flavors/python_function/python_version>',
      'library.name: sklearn <declared /flavors/sklearn>',
      'library.version: sklearn 1.5.0 <declared /flavors/sklearn/sklearn_version>',
      'input: {"name":"x","type":"double"} <declared /signature/inputs>',
      'output: {"type":"int64","shape":["?",2]} <declared /signature/outputs>',
    ]);
    expect(remarksOf('MLmodel', MLMODEL)).toEqual([]);
  });

  it('of transformers tells the task, and what it was made from', () => {
    const text =
      'flavors: {transformers: {task: fill-mask, source_model_name: a/b, source_model_revision: abc, transformers_version: 4.1}}';
    expect(shownAll('sub/MLmodel', text)).toEqual([
      'library.name: transformers <declared /flavors/transformers>',
      'library.version: transformers 4.1 <declared /flavors/transformers/transformers_version>',
      'task: fill-mask <declared /flavors/transformers/task>',
      'base-model: a/b <declared /flavors/transformers/source_model_name>',
      'base-model.revision: base:a/b abc <declared /flavors/transformers/source_model_revision>',
    ]);
  });

  it.each([
    ['no mapping', '- a', ['wrong-type']],
    ['no YAML', 'a: b: c', ['malformed']],
    ['flavors that are none', 'flavors: [a]', ['wrong-type /flavors']],
    ['a signature that is no JSON', 'signature: {inputs: x}', ['malformed /signature/inputs']],
    ['an identifier that is a mapping', 'run_id: {a: b}', ['wrong-type /run_id']],
  ])('with %s is remarked', (_, text, expected) => {
    expect(shownAll('MLmodel', text)).toEqual([]);
    expect(remarksOf('MLmodel', text)).toEqual(expected);
  });
});
