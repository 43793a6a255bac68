// SPDX-License-Identifier: Apache-2.0
import { documentsOf, sourcesOf } from './folders.js';

const FOLDER = {
  MLmodel:
    'flavors:\n  python_function: {python_version: 3.11.9}\n  sklearn: {sklearn_version: 1.5.0}\nmlflow_version: 2.14.1\n',
  'conda.yaml':
    'dependencies:\n- python=3.11.9\n- pip<=24\n- pip:\n  - mlflow==2.14.1\n  - scikit_learn\n  - Numpy>=1,<2\n',
  'requirements.txt': 'mlflow==2.14.1\nscikit-learn>=1.5\n',
};

describe('the environment of MLflow', () => {
  const documents = documentsOf(FOLDER);
  const components = documents.bom.components as any[];

  it('has each package once, by the name that PyPI has, and no range as a version', () => {
    expect(
      components.map(({ type, name, version, purl, versionRange }) => [type, name, version, purl, versionRange]),
    ).toEqual([
      ['library', 'mlflow', '2.14.1', 'pkg:pypi/mlflow@2.14.1', undefined],
      ['library', 'numpy', undefined, 'pkg:pypi/numpy', 'vers:pypi/>=1|<2'],
      ['library', 'pip', undefined, 'pkg:pypi/pip', 'vers:pypi/<=24'],
      ['platform', 'python', '3.11.9', undefined, undefined],
      ['library', 'scikit-learn', '1.5.0', 'pkg:pypi/scikit-learn@1.5.0', undefined],
    ]);
  });

  it('keeps what was asked for as it was written, and who says so', () => {
    const index = components.findIndex(({ name }) => name === 'scikit-learn');
    expect(components[index].properties).toEqual([{ name: 'mpk:requirement', value: 'scikit-learn>=1.5' }]);
    expect(sourcesOf(documents, `/components/${index}/version`)).toEqual([
      'MLmodel#/flavors/sklearn/sklearn_version (declared)',
    ]);
    expect(documents.properties('mpk:library.name')).toEqual(['scikit-learn']);
  });

  it('has the same packages in SPDX', () => {
    const packages = documents.spdx('software_Package');
    expect(
      packages.map(({ name, software_packageVersion: version, software_primaryPurpose: purpose }) => [
        name,
        version,
        purpose,
      ]),
    ).toEqual([
      ['mlflow', '2.14.1', 'library'],
      ['numpy', undefined, 'library'],
      ['pip', undefined, 'library'],
      ['python', '3.11.9', 'platform'],
      ['scikit-learn', '1.5.0', 'library'],
    ]);
  });
});

describe('a package in two versions', () => {
  it('is two, and one more for who asks for any', () => {
    const { bom } = documentsOf({
      'requirements.txt': 'x==1\n',
      'requirements-a.txt': 'x==2\n',
      'requirements-b.txt': 'X\n',
    });
    expect(bom.components.map((one: any) => one['bom-ref'])).toEqual(['library:x', 'library:x@1', 'library:x@2']);
  });

  it('that is asked for in two ranges has none', () => {
    const { bom } = documentsOf({ 'requirements.txt': 'x>1\n', 'requirements-a.txt': 'x>2\n' });
    expect(bom.components).toHaveLength(1);
    expect(bom.components[0]).not.toHaveProperty('versionRange');
  });
});
