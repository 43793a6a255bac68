// SPDX-License-Identifier: Apache-2.0
// Configurations that say what is to be run in ways that are easily overlooked.
import { shown } from '../inspected.js';

const SPACE = ' '.repeat(1_100_000);
const LAMBDA = { class_name: 'Lambda', config: { function: { class_name: '__lambda__', config: { code: 'AAAA' } } } };
const outcomes = (files: Readonly<Record<string, string>>, check: string): readonly string[] =>
  shown(files, check).map((line) => line.split(' ')[0] ?? '');

describe('a configuration of Keras', () => {
  it('is not passed over for its size', () => {
    const json = JSON.stringify({ class_name: 'Sequential', config: { layers: [LAMBDA] } });
    expect(outcomes({ 'config.json': json }, 'keras-code')).toContain('critical');
    expect(outcomes({ 'config.json': json + SPACE }, 'keras-code')).toEqual(['inconclusive']);
  });

  it('may have its layers as a list', () => {
    const json = JSON.stringify({ class_name: 'Sequential', config: [LAMBDA] });
    expect(outcomes({ 'config.json': json }, 'keras-code')).toContain('critical');
  });
});

describe('remote code', () => {
  it.each<[string, string, object]>([
    ['trust as a number', 'config.json', { trust_remote_code: 1 }],
    ['trust as a text', 'config.json', { trust_remote_code: 'yes' }],
    ['a module that peft imports', 'adapter_config.json', { auto_mapping: { parent_library: 'acme.models' } }],
    ['a pipeline of the repository', 'model_index.json', { _class_name: ['my_pipeline', 'MyPipeline'] }],
  ])('is %s', (_, name, value) => {
    expect(outcomes({ [name]: JSON.stringify(value) }, 'remote-code')).toEqual(['high']);
  });

  it.each<[string, object]>([
    ['no trust', { trust_remote_code: false }],
    ['a library', { auto_mapping: { parent_library: 'transformers.models.bert.modeling_bert' } }],
    ['no library', { auto_mapping: null }],
    ['an operator of an exported graph', { nodes: [{ target: 'torch.ops.aten.linear.default' }] }],
    ['a pipeline of diffusers', { _class_name: 'FluxPipeline' }],
  ])('is not %s', (_, value) => {
    expect(outcomes({ 'config.json': JSON.stringify(value) }, 'remote-code')).toEqual([]);
  });

  it.each<[string, string, string, string]>([
    ['kernels in a large file', 'config.json', `{"experts_implementation": "org/kernels"${SPACE}}`, 'critical'],
    ['modules in a large file', 'modules.json', `[{"type": "acme.Module"}${SPACE}]`, 'inconclusive'],
    [
      'classes behind many values',
      'config.json',
      `{"a": [${'0,'.repeat(510_000)}0], "auto_map": {"AutoModel": "acme.Model"}}`,
      'high',
    ],
  ])('is told of: %s', (_, name, json, outcome) => {
    expect(outcomes({ [name]: json }, 'remote-code')).toContain(outcome);
  });

  it.each([
    ['is larger than what is kept', `{"auto_map": {"AutoModel": "acme.Model", "pad": "${'x'.repeat(1_100_000)}"}}`],
    ['comes after too many others', `[${'{"class_name":"a"},'.repeat(10_001)}"${SPACE}", {"auto_map": "acme.Model"}]`],
  ])('counts as not looked at where it %s', (_, json) => {
    expect(outcomes({ 'config.json': json }, 'coverage')).toEqual(['inconclusive']);
  });
});

describe('a chat template', () => {
  const REACHING = "{{ ''.__class__.__mro__ }}";

  it.each([
    ['one of several by name', { default: REACHING }],
    ['one of a list', [{ name: 'default', template: REACHING }]],
    ['all there is', REACHING],
  ])('is looked at where it is %s', (_, template) => {
    const json = JSON.stringify({ chat_template: template });
    expect(outcomes({ 'tokenizer_config.json': json }, 'templates')).toEqual(['critical']);
  });

  it('counts as not looked at where it is larger than what is kept', () => {
    const template = `{# ${'x'.repeat(1_100_000)} #}${REACHING}`;
    expect(outcomes({ 'chat_template.jinja': template }, 'templates')).toContain('inconclusive');
  });
});
