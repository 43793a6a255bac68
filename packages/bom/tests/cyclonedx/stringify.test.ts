// SPDX-License-Identifier: Apache-2.0
import { XmlDocument } from 'libxml2-wasm';
import { element } from '../../src/cyclonedx/xml/element.js';
import { stringifyXml } from '../../src/cyclonedx/xml/stringify.js';
import { decimal, each, line, list, object, reference, text, textObject } from '../../src/cyclonedx/xml/codecs.js';
import { properties } from '../../src/cyclonedx/xml/basics.js';

const hostile = 'a<b>&amp;"\'\u0000\ud800]]>\t\r\n\u{1f600}';

describe('XML as text', () => {
  it('reads back as it was, but for what XML has no way to write', () => {
    const document = XmlDocument.fromString(stringifyXml(element('x', hostile, { y: hostile })));
    const clean = hostile.replace('\u0000', '\ufffd').replace('\ud800', '\ufffd');
    expect([document.root.content, document.root.attr('y')?.value]).toEqual([clean, clean]);
    document.dispose();
  });

  it('has an empty element for nothing, and none for an attribute of nothing', () => {
    expect(stringifyXml(element('x', [element('y'), element('z', '')], { a: undefined, b: 1 }))).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<x b="1">\n  <y/>\n  <z></z>\n</x>\n',
    );
  });
});

describe('members as elements', () => {
  it('stand in the order of the table, whatever their order in JSON', () => {
    const { write } = object([
      ['a', text],
      ['b', text],
    ]);
    expect(write('x', { b: '2', a: '1', c: '3' })[0]?.children).toEqual([element('a', '1'), element('b', '2')]);
  });

  it('are nothing where a value is of another shape', () => {
    const codecs = [text, line, decimal, reference, object([]), list('y', text), each(text), textObject('content', {})];
    const shapes = [{}, [], 'x', 1, true];
    const written = codecs.map(({ write }) => shapes.map((shape) => write('x', shape).length > 0));
    expect(written).toEqual([
      [false, false, true, true, true],
      [false, false, true, true, true],
      [false, false, false, true, false],
      [false, false, true, false, false],
      [true, false, false, false, false],
      [false, true, false, false, false],
      [false, false, false, false, false],
      [true, false, false, false, false],
    ]);
  });

  it('are decimals without exponents', () => {
    const shown = [1, 0.1, -2.5, 1e-7, 1e21, 12345678901234567890].map(
      (value) => decimal.write('x', value)[0]?.children,
    );
    expect(shown).toEqual(['1', '0.1', '-2.5', '0.0000001', '1000000000000000000000', '12345678901234567000']);
  });

  it('keep line ends out of properties, and quotes in their names', () => {
    const [written] = properties.write('properties', [{ name: 'a"b', value: 'c\r\nd' }]);
    expect(stringifyXml(written!)).toContain('<property name="a&#34;b">c d</property>');
  });
});
