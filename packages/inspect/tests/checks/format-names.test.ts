// SPDX-License-Identifier: Apache-2.0
import { shown } from '../inspected.js';

const of = (name: string, content: string): readonly string[] =>
  shown({ [name]: content }, 'format-names').map((line) => line.split(' ')[0] ?? '');

describe('a file', () => {
  it.each<[string, string, string]>([
    ['text that a loader of pickles imports from', 'a.pkl', 'cantigravity\nx\n'],
    ['text that a loader of checkpoints imports from', 'a.pt', 'cbuiltins\nexec\n(X'],
    ['a pickle by the name of a text', 'a.md', 'cposix\nsystem\n(S"true"\ntR.'],
    ['an empty file by the name of a model', 'a.safetensors', ''],
    ['text that a loader of anything imports from', 'pytorch_model.bin', 'cantigravity\nx\n'],
    ['text that a loader of anything imports from behind a mark', 'a.model', '(cantigravity\nx\n'],
  ])('is refused where it is %s', (_, name, content) => {
    expect(of(name, content)).toEqual(['high']);
  });

  it.each<[string, string, string]>([
    ['a text by the name of an image', 'a.png', 'hello'],
    ['JSON that is none', 'a.json', '{'],
  ])('is told of where it is %s', (_, name, content) => {
    expect(of(name, content)).toEqual(['medium']);
  });

  it.each<[string, string, string]>([
    ['an empty text', 'a.txt', ''],
    ['of an ending that says nothing', 'a.bin', 'hello'],
    ['without an ending', 'LICENSE', 'hello'],
    ['words on lines of their own', 'labels.txt', 'cat\ndog\n'],
    ['weights as text', 'a.bin', '0.5 0.25\n'],
    ['as its name says', 'a.JSON', '{}'],
  ])('is fine where it is %s', (_, name, content) => {
    expect(of(name, content)).toEqual([]);
  });
});
