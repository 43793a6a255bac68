// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { claimsIn, shownClaims } from '../../model.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const shown = (config: object, name: string): readonly string[] =>
  shownClaims({ 'tokenizer_config.json': config }, name);

describe('tokenizer_config.json', () => {
  it.each([
    [
      'tokenizer',
      { tokenizer_class: 'LlamaTokenizer' },
      ['LlamaTokenizer <declared tokenizer_config.json#/tokenizer_class>'],
    ],
    [
      'chat-template',
      { chat_template: '{{ x }}' },
      [`${sha256('{{ x }}')} <measured tokenizer_config.json#/chat_template>`],
    ],
    [
      'chat-template',
      { chat_template: [{ name: 'default', template: 'é' }] },
      [`${sha256('é')} <measured tokenizer_config.json#/chat_template/0/template>`],
    ],
    [
      'code.module',
      { auto_map: { AutoTokenizer: ['t.Slow', null] } },
      ['t.Slow <declared tokenizer_config.json#/auto_map/AutoTokenizer/0>'],
    ],
    [
      'code.repository',
      { auto_map: { AutoTokenizer: 'a/b--t.Slow' } },
      ['a/b <declared tokenizer_config.json#/auto_map/AutoTokenizer>'],
    ],
    ['tokenizer.max-length', { model_max_length: 512 }, ['512 <declared tokenizer_config.json#/model_max_length>']],
    ['tokenizer.max-length', { model_max_length: 1e30 }, []],
    [
      'tokenizer.special',
      { eos_token: '</s>' },
      ['{"name":"eos_token","token":"</s>"} <declared tokenizer_config.json#/eos_token>'],
    ],
    [
      'tokenizer.special',
      { eos_token: { content: '</s>', lstrip: false } },
      ['{"name":"eos_token","token":"</s>"} <declared tokenizer_config.json#/eos_token/content>'],
    ],
  ])('tells %s of %j', (name, config, expected) => {
    expect(shown(config, name)).toEqual(expected);
  });

  it('that is too large to keep tells its template and code all the same, and is remarked', () => {
    const words = Object.fromEntries(Array.from({ length: 40_000 }, (_, i) => [String(i), { content: `<word ${i}>` }]));
    const files = {
      'tokenizer_config.json': { added_tokens_decoder: words, chat_template: 'x', tokenizer_class: 'T' },
    };
    expect(shownClaims(files, 'chat-template')).toHaveLength(1);
    expect(shownClaims(files, 'tokenizer')).toEqual(['T <declared tokenizer_config.json#/tokenizer_class>']);
    expect(claimsIn(files).remarks.map(({ kind }) => kind)).toEqual(['too-large']);
  });

  it('of wrong types is remarked, and tells nothing', () => {
    const config = {
      tokenizer_class: 1,
      chat_template: [2, {}],
      auto_map: [3],
      model_max_length: {},
      eos_token: [],
      bos_token: {},
    };
    const { claims, remarks } = claimsIn({ 'tokenizer_config.json': config });
    expect(claims).toEqual([]);
    expect(remarks.map(({ kind, pointer }) => `${kind} ${pointer}`)).toEqual([
      'wrong-type /chat_template/0',
      'wrong-type /chat_template/1/template',
      'wrong-type /tokenizer_class',
      'wrong-type /model_max_length',
      'wrong-type /bos_token/content',
      'wrong-type /eos_token',
    ]);
  });
});

describe('files of templates', () => {
  it.each(['chat_template.jinja', 'additional_chat_templates/rag.jinja'])(
    'such as %s tell the digest of their text',
    (name) => {
      expect(shownClaims({ [name]: '{{ x }}\n' }, 'chat-template')).toEqual([
        `${sha256('{{ x }}\n')} <measured ${name}>`,
      ]);
    },
  );

  it('are remarked where they are no text', () => {
    expect(claimsIn({ 'chat_template.jinja': Buffer.from([0, 1, 2]) }).remarks.map(({ kind }) => kind)).toEqual([
      'malformed',
    ]);
  });

  it('tell the template of chat_template.json', () => {
    expect(
      shownClaims({ 'chat_template.json': { chat_template: 'x', tokenizer_class: 'T' } }, 'chat-template'),
    ).toHaveLength(1);
    expect(shownClaims({ 'chat_template.json': { chat_template: 'x', tokenizer_class: 'T' } }, 'tokenizer')).toEqual(
      [],
    );
  });
});

describe('where a tokenizer was loaded from', () => {
  it('is a path of the training, and no base', () => {
    const files = { 'tokenizer_config.json': { name_or_path: '/home/alice/llama' } };
    expect(shownClaims(files, 'training.path')).toEqual([
      '/home/alice/llama <declared tokenizer_config.json#/name_or_path>',
    ]);
    expect(shownClaims(files, 'base-model')).toEqual([]);
  });
});
