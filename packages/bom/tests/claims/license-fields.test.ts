// SPDX-License-Identifier: Apache-2.0
import { MAX_CLAIMS } from '@mpk/bom';
import { makeGguf } from '../gguf.js';
import { makeSafetensors } from '../safetensors.js';
import { claimsIn, shownClaims, type Files } from '../model.js';

const NORM = { 'model.norm.weight': ['F32', 4] } as const;
const shown = (files: Files): readonly string[] => shownClaims(files, 'license');

describe('a licence', () => {
  it.each<[string, Files]>([
    ['README.md', { 'README.md': '---\nlicense: gpl-3.0\nlicense: mit\n---\n' }],
    ['config.json', { 'config.json': '{"license": "gpl-3.0", "license": "mit"}' }],
    ['CITATION.cff', { 'CITATION.cff': 'license: gpl-3.0\nlicense: mit\n' }],
  ])('counts wherever its name comes twice in %s', (name, files) => {
    expect(shown(files)).toEqual([`mit <declared ${name}#/license>`, `gpl-3.0 <declared ${name}#/license (1 of 2)>`]);
  });

  it('counts in tags that come twice', () => {
    const card = '---\ntags: ["license:gpl-3.0"]\ntags: [x]\n---\n';
    expect(shown({ 'README.md': card })).toEqual(['gpl-3.0 <declared README.md#/tags (1 of 2)/0>']);
  });

  it.each<[string, Files]>([
    ['README.md', { 'README.md': '---\nlicense: {a: gpl-3.0}\n---\n' }],
    ['config.json', { 'config.json': { license: { a: 'gpl-3.0' } } }],
    ['CITATION.cff', { 'CITATION.cff': 'license: [[gpl-3.0]]\n' }],
  ])('that is no text leaves %s unread', (name, files) => {
    expect(shownClaims(files, 'unread')).toEqual(['wrong-type: the licence is no text <measured ' + name + '>']);
  });

  it('of a header counts in whatever folder, and each of two', () => {
    const twice = makeSafetensors(NORM, { license: 'mit', LICENSE: 'gpl-3.0' });
    const bytes = Buffer.from(twice.toString('latin1').replace('LICENSE', 'license'), 'latin1');
    expect(shown({ 'a/m.safetensors': bytes, 'b/m.safetensors': makeSafetensors(NORM, {}) })).toEqual([
      'mit <declared a/m.safetensors#/__metadata__/license (1 of 2)>',
      'gpl-3.0 <declared a/m.safetensors#/__metadata__/license>',
    ]);
  });

  it('of GGUF counts in each shard, and each of two', () => {
    const shard = (index: number, license: string): Buffer =>
      makeGguf({ 'general.license': license, 'split.no': index, 'split.count': 2 });
    expect(shown({ 'm-00001-of-00002.gguf': shard(0, 'mit'), 'm-00002-of-00002.gguf': shard(1, 'gpl-3.0') })).toEqual([
      'mit <declared m-00001-of-00002.gguf#general.license>',
      'gpl-3.0 <declared m-00002-of-00002.gguf#general.license>',
    ]);
    const twice = makeGguf({ 'general.license': 'mit', 'general.licensf': 'gpl-3.0' });
    const bytes = Buffer.from(twice.toString('latin1').replace('general.licensf', 'general.license'), 'latin1');
    expect(shown({ 'm.gguf': bytes })).toEqual([
      'mit <declared m.gguf#general.license>',
      'gpl-3.0 <declared m.gguf#general.license>',
    ]);
  });

  it('of GGUF is that of the model where it lies alone, whatever it says that it is', () => {
    const projector = makeGguf({ 'general.license': 'gpl-3.0', 'general.type': 'mmproj' });
    expect(shown({ 'm.gguf': projector })).toEqual(['gpl-3.0 <declared m.gguf#general.license>']);
    expect(shown({ 'm.gguf': makeGguf({ 'general.name': 'x' }), 'p.gguf': projector })).toEqual([
      'file:p.gguf gpl-3.0 <declared p.gguf#general.license>',
    ]);
    expect(shownClaims({ 'm.gguf': makeGguf({ 'general.license': '' }) }, 'unread')).toEqual([]);
  });

  it('of GGUF that is too long leaves the file unread', () => {
    const files = { 'm.gguf': makeGguf({ 'general.license': ['mit', `gpl-3.0${' '.repeat(5000)}`] }) };
    expect(shownClaims(files, 'unread')).toHaveLength(1);
  });

  it('is not crowded out by other facts', () => {
    const languages = Array.from({ length: MAX_CLAIMS + 10 }, (_, i) => `l${i}`);
    const card = `---\nlanguage: [${languages.join(',')}]\n---\n`;
    expect(shown({ 'README.md': card, 'config.json': { license: 'gpl-3.0' } })).toHaveLength(1);
  });

  it('among more than are kept is told not to be', () => {
    const card = `---\nlicense: [${'mit,'.repeat(MAX_CLAIMS)}mit]\n---\n`;
    const { claims } = claimsIn({ 'README.md': card, 'config.json': { license: 'gpl-3.0' } });
    expect(claims.filter(({ name }) => name === 'unread').map(({ source }) => source)).toEqual([
      { what: 'facts of the model' },
    ]);
  });
});
