// SPDX-License-Identifier: Apache-2.0
import type { JsonValue, KerasConfig } from '../../src/index.js';
import { readKerasConfig } from '../../src/keras/config.js';

/** Plain data as a JSON value. */
function json(value: unknown): JsonValue {
  if (Array.isArray(value)) return value.map(json);
  if (typeof value !== 'object' || value === null) return value as JsonValue;
  return { members: Object.entries(value).map(([name, inner]) => [name, json(inner)] as const) };
}

const read = (config: unknown): KerasConfig => readKerasConfig(json(config));
const CODE = '4wEAAAAAAAAAAAAAAAIAAAADAAAA8wwAAACX\n';
const objects = (config: unknown): readonly object[] => read(config).objects;

describe('the configuration of a Keras model', () => {
  it('shows every object that is made, wherever it is, in order', () => {
    const layer = { module: 'keras.layers', class_name: 'Dense', registered_name: 'my>Dense', config: { units: 1 } };
    const config = { class_name: 'Sequential', config: { layers: [layer, { odd: { deep: [layer] } }] } };
    expect(objects(config)).toMatchObject([
      { pointer: '', className: 'Sequential', module: '' },
      { pointer: '/config/layers/0', className: 'Dense', module: 'keras.layers', registeredName: 'my>Dense' },
      { pointer: '/config/layers/1/odd/deep/0', className: 'Dense' },
    ]);
  });

  it('shows code of Keras 2 and of Keras 3', () => {
    const old = { class_name: 'Lambda', config: { function: [CODE, null, null], function_type: 'lambda' } };
    const current = {
      class_name: 'Lambda',
      config: { function: { class_name: '__lambda__', config: { code: CODE } } },
    };
    expect(objects(old)).toMatchObject([{ className: 'Lambda', hasCode: true }, { pointer: '/config' }]);
    expect(objects(current)).toMatchObject([
      { className: 'Lambda', hasCode: false },
      { pointer: '/config/function', className: '__lambda__', hasCode: true },
    ]);
  });

  it('shows functions that are imported by name', () => {
    const fn = { module: 'os', class_name: 'function', config: 'system', registered_name: 'function' };
    const old = { class_name: 'Lambda', config: { function: 'run', function_type: 'function', module: 'evil' } };
    expect(objects(fn)).toMatchObject([{ module: 'os', functionName: 'system', hasCode: false }]);
    expect(objects(old)[0]).toMatchObject({ module: 'evil', functionName: 'run' });
  });

  it.each([
    'https://example.com/x',
    'file:///etc/passwd',
    '/etc/passwd',
    '~/secrets',
    'C:\\x',
    '\\\\host\\share',
    '../up',
    'assets/vocab.txt',
  ])('shows paths and URLs: %s', (text) => {
    const layer = { class_name: 'StringLookup', config: { vocabulary: text, more: ['a', text] } };
    expect(objects(layer)).toMatchObject([{ paths: [text, text] }]);
  });

  it.each(['relu', 'a/b', '/', 'float32', 'ai.onnx', 'channels_last', 'x'.repeat(5000)])(
    'takes no other text for one: %s',
    (text) => {
      expect(objects({ class_name: 'X', config: { text } })).toMatchObject([{ paths: [] }]);
    },
  );

  it('leaves the paths of inner objects to these', () => {
    const inner = { class_name: 'Inner', config: { file: '/etc/passwd' } };
    expect(objects({ class_name: 'Outer', config: { inner } })).toMatchObject([
      { paths: [] },
      { paths: ['/etc/passwd'] },
    ]);
  });

  it('escapes its pointers, and makes names printable', () => {
    const [object] = objects({ 'a/b~': { class_name: 'x\u202ey' } });
    expect(object).toMatchObject({ pointer: '/a~1b~0', className: 'x\\u202ey' });
  });

  it.each([null, 1, 'text', [], {}, { class_name: 3 }])('has no objects where it is %j', (config) => {
    expect(read(config)).toEqual({ objects: [], moreObjects: 0, isCut: false });
  });

  it('shows objects whose name comes twice', () => {
    const twice: JsonValue = {
      members: [
        ['a', json({ class_name: 'X' })],
        ['a', json({ class_name: 'Y' })],
      ],
    };
    expect(readKerasConfig(twice).objects).toMatchObject([{ className: 'X' }, { className: 'Y' }]);
  });

  it('is cut where it is nested too deep', () => {
    let config: unknown = { class_name: 'X' };
    for (let i = 0; i < 300; i++) config = { config };
    expect(read(config)).toMatchObject({ objects: [], isCut: true });
  });

  it('lists no more objects than a bound, and counts the others', () => {
    const layers = Array.from({ length: 6000 }, () => ({ class_name: 'X' }));
    const config = read({ layers });
    expect(config.objects).toHaveLength(5000);
    expect(config.moreObjects).toBe(1000);
  });

  it('may have a great many values', () => {
    expect(read({ values: Array.from({ length: 300_000 }, () => []) })).toMatchObject({ isCut: false });
  });
});
