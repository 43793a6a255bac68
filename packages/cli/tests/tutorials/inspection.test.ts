// SPDX-License-Identifier: Apache-2.0
// Follows the page as a reader would, one command after the other.
import { withReader } from './follow.js';
import { stepsOf } from './page.js';

describe('docs/tutorials/inspection.md', () => {
  it('has commands that work in their order, and print what it says', () =>
    withReader({}, async ({ run, follow }) => {
      await follow(stepsOf('docs/tutorials/inspection.md'));
      expect((await run('mpk inspect ./model --policy policy.yaml')).status).toBe(0);
    }));
});
