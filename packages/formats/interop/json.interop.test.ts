// SPDX-License-Identifier: Apache-2.0
// Against CPython's json module, which reads the configurations of models: what it reads must be JSON here, and the same.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describeWith } from '@mpk/testkit/peers';
import { isJsonObject, type JsonValue } from '../src/index.js';
import { readFile } from '../tests/builders/read.js';

const python = process.env['PYTHON'] ?? 'python3';
const havePython = spawnSync(python, ['-c', 'import json']).status === 0;
const describePython = describeWith('python', havePython, 'CPython is not there (set PYTHON to name it)');

const SEED = Number(process.env['MPK_JSON_SEED'] ?? Date.now() % 1_000_000);
const TEXTS = 10_000;

/** As Python writes a value again; of two members with one name the last counts. */
function written(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(written).join(', ')}]`;
  if (isJsonObject(value)) {
    const members = new Map(value.members);
    return `{${[...members].map(([name, one]) => `${written(name)}: ${written(one)}`).join(', ')}}`;
  }
  return typeof value === 'number' ? `#${value}` : JSON.stringify(value);
}

/** The same of Python's own text: numbers as they are here, strings without its escapes. */
const rewritten = (text: string): string =>
  text.replaceAll(/"(?:[^"\\]|\\.)*"|[-\w.+]+/g, (token) => {
    if (token.startsWith('"')) return JSON.stringify(JSON.parse(token));
    return /^(?:true|false|null)$/.test(token) ? token : `#${Number(token)}`;
  });

/** What is wrong with the reading of one line. */
function faultOf(line: string): string | undefined {
  const [hex = '', isRead, ...rest] = line.split(' ');
  const [part] = readFile(Buffer.from(hex, 'hex')).parts;
  const content = part?.content?.kind === 'json' ? part.content : undefined;
  const more = part?.irregularities.some(({ kind }) => kind === 'trailing-bytes') === true;
  if (isRead === '0') return content === undefined || more ? undefined : 'CPython does not read it';
  if (content?.value === undefined) return `it is ${part?.format}`;
  const [here, there] = [written(content.value), rewritten(rest.join(' '))];
  return here === there ? undefined : `${here} is not ${there}`;
}

describePython("CPython's json", () => {
  it(`reads no text that is no JSON here, and no other value, in ${TEXTS} texts of seed ${SEED}`, () => {
    const script = join(import.meta.dirname, 'json_texts.py');
    const { stdout } = spawnSync(python, [script, String(SEED), String(TEXTS)], {
      encoding: 'utf8',
      maxBuffer: 1 << 30,
    });
    const lines = stdout.split('\n').filter((line) => line !== '');
    const faults = lines.flatMap((line) => {
      const fault = faultOf(line);
      return fault === undefined ? [] : [`${fault}: ${Buffer.from(line.split(' ')[0] ?? '', 'hex').toString()}`];
    });
    expect(faults.slice(0, 5)).toEqual([]);
    expect(lines).toHaveLength(TEXTS);
    expect(lines.filter((line) => line.split(' ')[1] === '1').length).toBeGreaterThan(TEXTS / 5);
  }, 300_000);
});
