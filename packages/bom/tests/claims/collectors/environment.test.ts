// SPDX-License-Identifier: Apache-2.0
import { remarksOf, shownAll } from '../../model.js';

describe('files of environments', () => {
  it.each([
    [
      'conda.yaml',
      'channels: [conda-forge]\ndependencies:\n- python=3.11.9\n- pip<=24\n- pip:\n  - mlflow==2.14.1\n  - numpy\n',
      [
        'dependency: python=3.11.9 <declared /dependencies/0>',
        'dependency: pip<=24 <declared /dependencies/1>',
        'dependency: mlflow==2.14.1 <declared /dependencies/2/pip/0>',
        'dependency: numpy <declared /dependencies/2/pip/1>',
      ],
    ],
    [
      'python_env.yaml',
      'python: 3.11.9\nbuild_dependencies:\n- pip==24\ndependencies:\n- -r requirements.txt\n',
      ['dependency: python==3.11.9 <declared /python>', 'dependency: pip==24 <declared /build_dependencies/0>'],
    ],
    [
      'requirements.txt',
      '# all of it\nmlflow==2.14.1  # pinned\r\n-r other.txt\n\ntorch==2.4; python_version > "3" \\\n  --hash=sha256:abc\n',
      [
        'dependency: mlflow==2.14.1 <declared requirements.txt>',
        'dependency: torch==2.4; python_version > "3" <declared requirements.txt>',
      ],
    ],
  ])('such as %s tell packages as written', (name, text, expected) => {
    expect(shownAll(name, text)).toEqual(expected);
    expect(remarksOf(name, text)).toEqual([]);
  });

  it.each([
    ['conda.yaml', 'dependencies: [{a: b}, [c]]', ['wrong-type /dependencies/1']],
    ['conda.yaml', '- a', ['wrong-type']],
    ['requirements.txt', 'x\n'.repeat(3000), ['too-large']],
    ['requirements.txt', 'x'.repeat(300_000), ['too-large']],
    ['requirements.txt', Buffer.from([1, 2, 3]), ['malformed']],
  ])('such as %s of other content are remarked: %#', (name, content, expected) => {
    expect(remarksOf(name, content)).toEqual(expected);
  });
});
