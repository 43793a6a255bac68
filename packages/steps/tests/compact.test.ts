// SPDX-License-Identifier: Apache-2.0
import type { RequirementResult } from '@mpk/core';
import { MAX_LINE_BYTES, compactLine } from '../src/index.js';
import { DIGEST, resultOf } from './support.js';

const requirement = (id: string, outcome: 'pass' | 'fail', text: string): RequirementResult => ({
  id,
  outcome,
  asked: text,
  found: text,
  fix: text,
  code: outcome === 'pass' ? 'PASSED' : 'REQUIREMENT_FAILED',
});

describe('compactLine', () => {
  it('prints a small result unchanged', () => {
    const result = resultOf('file:///m');
    expect(JSON.parse(compactLine(result))).toEqual(result);
  });

  it('is one line whatever the texts hold', () => {
    const line = compactLine(resultOf('file:///a\nb', { error: { message: 'x\r\ny\u2028' } }));
    expect(line).not.toMatch(/[\r\n]/);
  });

  it.each([
    [
      'many requirements',
      Array.from({ length: 200 }, (_, i) => requirement(`rule:${i}`, i % 50 === 0 ? 'fail' : 'pass', 'x')),
    ],
    [
      'long texts',
      [requirement('signature', 'fail', '💥'.repeat(5000)), requirement('files', 'pass', 'é'.repeat(5000))],
    ],
  ])('cuts %s to valid JSON that still says what failed', (_what, requirements) => {
    const line = compactLine(resultOf('file:///m', { verdict: 'fail', code: 'REQUIREMENT_FAILED', requirements }));
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(MAX_LINE_BYTES);
    const result = JSON.parse(line);
    expect(result).toMatchObject({ verdict: 'fail', code: 'REQUIREMENT_FAILED', truncated: true });
    expect(result.model.manifestDigest).toBe(DIGEST);
    expect(result.requirements[0].outcome).toBe('fail');
    expect(line.isWellFormed()).toBe(true);
  });

  it('keeps verdict and code when nothing else fits', () => {
    const uri = `s3://${'x'.repeat(4000)}`;
    const policy = { name: 'n'.repeat(2000), version: 'v'.repeat(2000), digest: 'd'.repeat(2000) };
    const line = compactLine(resultOf(uri, { verdict: 'fail', code: 'SIGNATURE_MISSING', policy }), 400);
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(500);
    expect(JSON.parse(line)).toMatchObject({ verdict: 'fail', code: 'SIGNATURE_MISSING', truncated: true });
  });
});
