// SPDX-License-Identifier: Apache-2.0
import { createFolder } from '../truth.ts';

const MLMODEL = `artifact_path: model
flavors:
  python_function:
    env: {conda: conda.yaml, virtualenv: python_env.yaml}
    loader_module: mlflow.sklearn
    model_path: model.pkl
    python_version: 3.11.9
  sklearn:
    pickled_model: model.pkl
    serialization_format: cloudpickle
    sklearn_version: 1.5.2
mlflow_version: 2.22.0
model_uuid: 5f0c1d2e3b4a59687a8b9c0d1e2f3a4b
run_id: 00112233445566778899aabbccddeeff
signature:
  inputs: '[{"type": "double", "name": "letter_length", "required": true}]'
  outputs: '[{"type": "long", "name": "is_bill", "required": true}]'
utc_time_created: '2026-05-04 10:11:12.131415'
`;

/** A model of scikit-learn as MLflow logs it. */
export const MLFLOW = createFolder(
  { name: 'echo', what: 'MLflow: a model of scikit-learn' },
  {
    MLmodel: [
      MLMODEL,
      ['name', '5f0c1d2e3b4a59687a8b9c0d1e2f3a4b'],
      ['training', '00112233445566778899aabbccddeeff'],
      ['version', ['2026-05-04']],
      ['library', ['mlflow 2.22.0', 'mlflow@2.22.0', '2.22.0']],
      ['library', ['sklearn 1.5.2', 'sklearn@1.5.2', 'scikit-learn@1.5.2', '1.5.2']],
      ['library', ['python 3.11.9', 'python@3.11.9', '3.11.9']],
      ['library', 'mlflow.sklearn'],
      ['training', 'cloudpickle', /serializ/i],
      ['interface', 'letter_length'],
      ['interface', 'is_bill'],
    ],
    'requirements.txt': [
      'mlflow==2.22.0\nscikit-learn==1.5.2\ncloudpickle==3.1.0\n',
      ['library', ['scikit-learn', 'scikit-learn@1.5.2']],
      ['library', ['cloudpickle 3.1.0', 'cloudpickle@3.1.0', 'cloudpickle==3.1.0']],
    ],
    // A pickle of an empty dictionary: nothing is in it to be found.
    'model.pkl': [Buffer.from('\x80\x04}\x94.', 'latin1')],
  },
);
