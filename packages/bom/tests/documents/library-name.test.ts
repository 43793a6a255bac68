// SPDX-License-Identifier: Apache-2.0
import { loadedLibrary, packagePurlOf, requiredLibrary, writtenLibrary } from '../../src/documents/library-name.js';

describe('a requirement', () => {
  it.each([
    ['numpy', 'numpy', undefined, undefined, undefined],
    ['Scikit_Learn==1.5.0', 'scikit-learn', '1.5.0', undefined, undefined],
    ['torch==2.4.0+cu121', 'torch', '2.4.0+cu121', undefined, undefined],
    ['pip<=24', 'pip', undefined, 'vers:pypi/<=24', 'pip<=24'],
    ['x>=2,<10,>=1.9', 'x', undefined, 'vers:pypi/>=1.9|>=2|<10', 'x>=2,<10,>=1.9'],
    ['x~=1.2', 'x', undefined, undefined, 'x~=1.2'],
    ['x==1.*', 'x', undefined, undefined, 'x==1.*'],
    ['x[gpu]==1; python_version > "3"', 'x', '1', undefined, 'x[gpu]==1; python_version > "3"'],
    ['x @ https://example.com/x.whl', 'x', undefined, undefined, 'x @ https://example.com/x.whl'],
    ['python=3.11.9', 'python', undefined, undefined, 'python=3.11.9'],
    ['conda-forge::numpy=1.26.4=py311h1', 'numpy', '1.26.4', undefined, 'conda-forge::numpy=1.26.4=py311h1'],
    ['sklearn', 'scikit-learn', undefined, undefined, undefined],
  ])('%s is of a package', (text, name, version, range, requirement) => {
    expect(requiredLibrary(text)).toEqual({ key: name, name, version, range, requirement });
  });

  it.each(['git+https://example.com/x', './wheels/x.whl', `${'a'.repeat(300)}==1`, 'a b c', '<script>'])(
    '%s is of none, and no purl is made of it',
    (text) => {
      const { key, version } = requiredLibrary(text);
      expect(version).toBeUndefined();
      expect(packagePurlOf(key, version)).toBeUndefined();
    },
  );
});

describe('what wrote or loads a model', () => {
  it.each([
    ['sklearn 1.5.0', 'scikit-learn', 'scikit-learn', '1.5.0'],
    ['Keras 3.1', 'keras', 'Keras', '3.1'],
    ['parquet-cpp-arrow version 15.0.0', 'parquet-cpp-arrow', 'parquet-cpp-arrow', 'version 15.0.0'],
    ['gguf', 'gguf', 'gguf', undefined],
  ])('%s is a library', (text, key, name, version) => {
    expect(writtenLibrary(text)).toEqual({ key, name, version });
  });

  it('is called as PyPI has it where it calls itself by what is imported', () => {
    expect(loadedLibrary('sklearn').name).toBe('scikit-learn');
    expect(loadedLibrary('sentence_transformers').name).toBe('sentence_transformers');
  });
});

describe('a package URL', () => {
  it('is not made of Python itself, which is on no index', () => {
    expect(packagePurlOf('python', '3.11.9')).toBeUndefined();
    expect(packagePurlOf('pip', undefined)).toBe('pkg:pypi/pip');
  });
});
