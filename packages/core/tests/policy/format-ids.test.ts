// SPDX-License-Identifier: Apache-2.0
import { effectivePolicyFromDocument, parsePolicy, policyFaults } from '../../src/index.js';
import { bytesOf, policyText } from './example.js';
import type { ModelPolicy } from '../../src/index.js';

const formatIds = ['safetensors', 'torch', 'pickle', 'opaque', 'unknown'];
const refusalOf = (formats: string) =>
  expect(parsePolicy(bytesOf(policyText(`requirements: {formats: ${formats}}`)), { path: 'p', formatIds })).rejects;

describe('format ids of a policy', () => {
  it.each([
    ['{deny: [pickel]}', 'p:5:35: found "pickel", expected the id of a format; did you mean "pickle"?'],
    ['{deny: [Pickle]}', 'p:5:35: found "Pickle", expected the id of a format; did you mean "pickle"?'],
    ['{allow: [safetensors, pt-file]}', 'p:5:49: found "pt-file", expected one of safetensors, torch, pickle, opaque'],
    ['{deny: [unknown]}', 'p:5:35: found "unknown", expected the id of a format: allowUnknown decides about the rest'],
    ['{deny: [constructor]}', 'p:5:35: found "constructor", expected one of safetensors, torch, pickle, opaque'],
  ])('refuses %s', async (formats, message) => {
    await refusalOf(formats).toMatchObject({ code: 'POLICY_INVALID', message });
  });

  it('reports every one, in both lists', async () => {
    const text = policyText('requirements: {formats: {allow: [safetensor, torch], deny: [pickels, opaque]}}');
    const faults = await policyFaults(bytesOf(text), { formatIds });
    expect(faults.map(({ severity, pointer }) => [severity, pointer])).toEqual([
      ['error', '/spec/requirements/formats/allow/0'],
      ['error', '/spec/requirements/formats/deny/0'],
    ]);
  });

  it('accepts those that are known, opaque too', async () => {
    const text = policyText('requirements: {formats: {allow: [safetensors, opaque], deny: [pickle]}}');
    await expect(parsePolicy(bytesOf(text), { formatIds })).resolves.toMatchObject({ notEnforced: [] });
  });

  it('asks for the list only where a policy names formats', async () => {
    let asked = 0;
    const lazily = (): Promise<readonly string[]> => Promise.resolve((asked++, formatIds));
    await parsePolicy(bytesOf(policyText('requirements: {formats: {allowUnknown: true}}')), { formatIds: lazily });
    expect(asked).toBe(0);
    await parsePolicy(bytesOf(policyText('requirements: {formats: {deny: [torch]}}')), { formatIds: lazily });
    expect(asked).toBe(1);
  });

  it('holds a policy made in memory to the list as well', async () => {
    const document: ModelPolicy = {
      apiVersion: 'modelprovenance.dev/v1alpha1',
      kind: 'ModelPolicy',
      metadata: { name: 'flags' },
      spec: { requirements: { formats: { deny: ['pickel'] } } },
    };
    await expect(effectivePolicyFromDocument(document, { formatIds })).rejects.toMatchObject({
      code: 'POLICY_INVALID',
      message: expect.stringContaining('policy:/spec/requirements/formats/deny/0: found "pickel"'),
    });
  });
});
