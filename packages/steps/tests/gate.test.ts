// SPDX-License-Identifier: Apache-2.0
import { withTempFolder } from '@mpk/testkit';
import { runStep } from '../src/index.js';
import { DIGEST, contextIn, lastLine } from './support.js';

describe('mpk-step gate', () => {
  it.each([
    ['pass', 'enforce', 0],
    ['fail', 'enforce', 10],
    ['undecided', 'enforce', 20],
    ['fail', '', 10],
    ['', 'enforce', 20],
    ['', 'warn', 20],
    ['PASS', 'enforce', 20],
    ['pass ', 'enforce', 20],
    ['fail', 'warn', 0],
    ['undecided', 'audit', 0],
    ['fail', 'off', 10],
  ])('answers a verdict of %j under mode %j with exit %i', async (verdict, mode, exit) => {
    await withTempFolder(async (folder) => {
      const context = await contextIn(folder, ['gate', '--verdict', verdict, '--mode', mode, '--digest', DIGEST]);
      expect(await runStep(context)).toBe(exit);
      expect(lastLine(context).open).toBe(exit === 0);
    });
  });

  it('needs a verdict', async () => {
    await withTempFolder(async (folder) => {
      const context = await contextIn(folder, ['gate', '--digest', DIGEST]);
      expect(await runStep(context)).toBe(2);
      expect(lastLine(context)).toMatchObject({ open: false, code: 'USAGE' });
    });
  });
});
