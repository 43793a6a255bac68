// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FORMATS } from '../src/index.js';
import { matchMagic } from '../src/magic/magic.js';

describe('FORMATS', () => {
  const ids = FORMATS.map((format) => format.id);

  it('has each id once, in kebab case, with a title', () => {
    expect(new Set(ids).size).toBe(ids.length);
    for (const format of FORMATS) {
      expect(format.id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
      expect(format.title).not.toBe('');
    }
  });

  it('implies only formats that it has', () => {
    for (const { implies } of FORMATS) for (const id of implies) expect(ids).toContain(id);
  });

  it('says that whatever implies something that executes executes', () => {
    const executes = new Set(FORMATS.filter((format) => format.executesOnLoad).map((format) => format.id));
    const data = ['opaque'];
    for (const { id, implies } of FORMATS) {
      if (implies.some((one) => executes.has(one) && !data.includes(one))) expect(executes).toContain(id);
    }
  });

  it('describes every id that the table of magics can give', () => {
    const table = readFileSync(join(import.meta.dirname, '../src/magic/magic.ts'), 'utf8');
    const named = [...table.matchAll(/^ {2}\['([^']+)',/gm)].map((match) => match[1]);
    expect(named.length).toBeGreaterThan(20);
    for (const id of named) expect(ids).toContain(id);
    expect(matchMagic(Buffer.from('%PDF-'), 5)).toEqual(['pdf']);
  });
});
