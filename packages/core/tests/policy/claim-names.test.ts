// SPDX-License-Identifier: Apache-2.0
import { parsePolicy, policyFaults } from '../../src/index.js';
import { bytesOf, policyText } from './example.js';

const claimNames = ['license', 'base-model'];

const faultsOf = async (cel: string): Promise<readonly unknown[]> => {
  const text = policyText(`rules: [{id: a, cel: '${cel}', message: m}]`);
  const faults = await policyFaults(bytesOf(text), { claimNames });
  return faults.map(({ severity, pointer, message }) => [severity, pointer, message]);
};

describe('facts that an expression asks for', () => {
  it.each([
    ['by index', 'claims["licence"].size() > 0'],
    ['whether it is there', '!("licence" in claims)'],
    ['as a field', 'has(claims.licence)'],
    ['within others', 'model.files.all(f, "mit" in claims["licence"])'],
  ])('must be ones that there are, asked %s', async (_, cel) => {
    const expected = 'found "licence", expected the name of a fact (docs/reference/claims.md); did you mean "license"?';
    expect(await faultsOf(cel)).toEqual([['error', '/spec/rules/0/cel', expected]]);
  });

  it.each([
    '"mit" in claims["license"] && ("base-model" in claims || has(claims.license))',
    'claims["lic" + "ense"].size() > 0',
    'claims.exists(name, name == "licence")',
    '"licence" in model.files.map(f, f.name)',
  ])('are not looked for elsewhere: %s', async (cel) => {
    expect(await faultsOf(cel)).toEqual([]);
  });

  it('are held against names that are loaded only where there are some', async () => {
    let asked = 0;
    const counted = () => Promise.resolve(claimNames).finally(() => asked++);
    const text = (cel: string) => bytesOf(policyText(`rules: [{id: a, cel: '${cel}', message: m}]`));
    await parsePolicy(text('claims.size() > 0'), { claimNames: counted });
    expect(asked).toBe(0);
    await parsePolicy(text('"license" in claims'), { claimNames: counted });
    expect(asked).toBe(1);
  });
});
