// SPDX-License-Identifier: Apache-2.0
// Follows the page as a reader would, one command after the other.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withReader } from './follow.js';
import { stepsOf } from './page.js';

describe('docs/tutorials/bom.md', () => {
  it('has commands that work in their order, and print what it says', () =>
    withReader({}, async ({ folder, follow }) => {
      await follow(stepsOf('docs/tutorials/bom.md'));
      expect(readFileSync(join(folder, 'bom.html'), 'utf8')).toMatch(/^<!doctype html>/);
      expect(JSON.parse(readFileSync(join(folder, 'bom.json'), 'utf8')).citations.length).toBeGreaterThan(5);
    }));
});
