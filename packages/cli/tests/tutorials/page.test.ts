// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';
import { withReader } from './follow.js';
import { outputPattern, stepsOf, type TutorialStep } from './page.js';

const FENCE = '```';

/** The steps of a page that is written for this. */
async function parse(text: string): Promise<readonly TutorialStep[]> {
  let steps: readonly TutorialStep[] = [];
  await withTempFolder((folder) => {
    const path = join(folder, 'page.md');
    writeFileSync(path, text);
    steps = stepsOf(path);
    return Promise.resolve();
  });
  return steps;
}

const page = (...blocks: readonly string[]): Promise<readonly TutorialStep[]> =>
  parse(blocks.map((block) => `${block}\n${FENCE}\n`).join('\n'));

describe('a page', () => {
  it('has commands, what they print, files, and what is only shown', async () => {
    const steps = await page(
      `${FENCE}sh\na \\\n  b\n\nc # exit status 10`,
      `Like this:\n\n${FENCE}text\nout`,
      `Write \`d/e.yaml\`:\n\n${FENCE}yaml\nx: 1`,
      `${FENCE}yaml\ny: 1`,
    );
    expect(steps).toEqual([
      {
        kind: 'run',
        commands: [
          { command: 'a b', status: 0 },
          { command: 'c # exit status 10', status: 10 },
        ],
      },
      { kind: 'output', text: 'out\n' },
      { kind: 'file', name: 'd/e.yaml', content: 'x: 1\n' },
      { kind: 'shown', language: 'yaml', content: 'y: 1\n' },
    ]);
  });

  it.each([
    ['all of it', 'a\nb\n', true],
    ['a line more', 'a\nb\nc\n', false],
    ['another line', 'a\nc\n', false],
    ['a line less', 'a\n', false],
  ])('means by its output %s', (_, printed, expected) => {
    expect(outputPattern('a\nb\n').test(printed)).toBe(expected);
  });

  it('leaves out the rest of a line, or lines', () => {
    const pattern = outputPattern('start\n...\nsha256:12... (x)\n');
    expect(pattern.test('start\nsha256:1234 (x)\n')).toBe(true);
    expect(pattern.test('start\n1\n2\nsha256:1234 (x)\n')).toBe(true);
    expect(pattern.test('start\n1\nsha256:1234 y\n')).toBe(false);
  });
});

describe('a reader', () => {
  const follow = async (...blocks: readonly string[]): Promise<void> => {
    const steps = await page(...blocks);
    await withReader({ standsFor: { 'https://a.example': 'http://127.0.0.1:1' } }, (reader) => reader.follow(steps));
  };

  it('keeps what is exported, and sees what is there in place of what the page says', () =>
    follow(
      `${FENCE}sh\nexport A=https://a.example\ntest "$A" = http://127.0.0.1:1\necho "at $A"`,
      `${FENCE}text\nat https://a.example`,
      `As \`f.yaml\`:\n\n${FENCE}yaml\nurl: https://a.example`,
      `${FENCE}sh\ngrep -q 127 f.yaml\nfalse # exit status 1`,
    ));

  it.each([
    ['ends otherwise than it says', [`${FENCE}sh\nfalse`]],
    ['ends well where it should not', [`${FENCE}sh\ntrue # exit status 10`]],
    ['prints something else', [`${FENCE}sh\necho a`, `${FENCE}text\nb`]],
  ])('notices a command that %s', async (_, blocks) => {
    await expect(follow(...blocks)).rejects.toThrow();
  });
});
