// SPDX-License-Identifier: Apache-2.0
import { parsePolicy, policyFaults } from '../../src/index.js';
import { bytesOf, policyText } from './example.js';

const some = ['mit', 'gpl-3.0'];
const licenseNames = () => Promise.resolve({ some, isKnown: (name: string) => some.includes(name.toLowerCase()) });

describe('licences that a policy lists', () => {
  it('must be ones that there are: denying another would deny nothing', async () => {
    const text = policyText('requirements: {licenses: {allow: [mit, mti], deny: [gpl3]}}');
    const faults = await policyFaults(bytesOf(text), { licenseNames });
    expect(faults.map(({ severity, pointer, message }) => [severity, pointer, message])).toEqual([
      ['error', '/spec/requirements/licenses/allow/1', expect.stringMatching(/^found "mti", .*did you mean "mit"\?$/)],
      ['error', '/spec/requirements/licenses/deny/0', expect.stringContaining('found "gpl3"')],
    ]);
  });

  it('may be written in any case', async () => {
    const text = policyText('requirements: {licenses: {allow: [MIT], deny: [GPL-3.0]}}');
    await expect(parsePolicy(bytesOf(text), { licenseNames })).resolves.toMatchObject({ notEnforced: [] });
  });

  it('are looked up only where there are some', async () => {
    let asked = 0;
    const counted = () => licenseNames().finally(() => asked++);
    await parsePolicy(bytesOf(policyText('requirements: {licenses: {unknown: allow}}')), { licenseNames: counted });
    expect(asked).toBe(0);
  });
});
