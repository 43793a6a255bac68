// SPDX-License-Identifier: Apache-2.0
import { thrownCode } from '@mpk/testkit';
import { parseExecutorInput } from '../../src/dialects/kubeflow/executor-input.js';
import { readRuntimeArtifact } from '../../src/dialects/kubeflow/local-path.js';

const pathOf = (artifact: object): string => readRuntimeArtifact(artifact, 'model').path;

describe('the local path of an artifact', () => {
  it.each([
    [{ uri: 'gs://b/m' }, '/gcs/b/m'],
    [{ uri: 's3://b/m/x' }, '/s3/b/m/x'],
    [{ uri: 'minio://b/m' }, '/minio/b/m'],
    [{ uri: 'oci://reg.example/a/b:1' }, '/oci/reg.example_a_b:1/models'],
    [{ uri: '/local/root/m' }, '/local/root/m'],
    [{ uri: 's3://b/m', customPath: '/mnt/m' }, '/mnt/m'],
    [{ uri: 's3://b/m', customPath: '' }, '/s3/b/m'],
    [{ uri: 's3://b/m', metadata: { _kfp_workspace: true } }, '/kfp-workspace/.artifacts/s3/b/m'],
    [{ uri: 's3://b/m', metadata: { _kfp_workspace: 'true' } }, '/s3/b/m'],
  ])('of %j is %s', (artifact, path) => {
    expect(pathOf(artifact)).toBe(path);
  });

  it.each([
    [{ uri: 'hf://acme/m' }, 'INPUT_UNSUPPORTED'],
    [{ uri: 'https://example.test/m' }, 'INPUT_UNSUPPORTED'],
    [{ uri: '' }, 'INPUT_UNSUPPORTED'],
    [{ uri: 's3://b/../../etc/passwd' }, 'INPUT_MALFORMED'],
    [{ uri: '/x/../etc' }, 'INPUT_MALFORMED'],
    [{ uri: 's3://b/m', customPath: 'relative' }, 'INPUT_MALFORMED'],
    [{ uri: 's3://b/m\0' }, 'INPUT_MALFORMED'],
    [{ uri: 7 }, 'INPUT_MALFORMED'],
    ['s3://b/m', 'INPUT_MALFORMED'],
  ])('of %j is refused with %s', async (artifact, code) => {
    expect(await thrownCode(() => pathOf(artifact as object))).toBe(code);
  });
});

describe('parseExecutorInput', () => {
  it('reads an empty input, as protojson leaves out what is empty', () => {
    expect(parseExecutorInput('{}')).toEqual({
      parameters: {},
      inputArtifacts: {},
      outputParameters: {},
      outputArtifacts: {},
      outputFile: undefined,
    });
  });

  it.each([
    ['no JSON', '{{$}}', 'INPUT_MALFORMED'],
    ['a key twice', '{"inputs":{},"inputs":{}}', 'INPUT_MALFORMED'],
    ['a list', '[]', 'INPUT_MALFORMED'],
    [
      'outputs above their folder',
      '{"outputs":{"parameters":{"v":{"outputFile":"/tmp/../etc/x"}}}}',
      'INPUT_MALFORMED',
    ],
    ['a relative output file', '{"outputs":{"outputFile":"out.json"}}', 'INPUT_MALFORMED'],
    ['two artifacts for one output', '{"outputs":{"artifacts":{"report":{"artifacts":[{},{}]}}}}', 'INPUT_UNSUPPORTED'],
    ['too much', JSON.stringify({ a: 'x'.repeat(200_000) }), 'INPUT_TOO_LARGE'],
  ])('refuses %s', async (_what, text, code) => {
    expect(await thrownCode(() => parseExecutorInput(text))).toBe(code);
  });
});
