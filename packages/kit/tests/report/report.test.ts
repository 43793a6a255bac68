// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MpkError, resultOfError, type VerifyResult } from '@mpk/core';
import { thrownCode, withTempFolder } from '@mpk/testkit';
import { renderHtmlReport, renderMarkdownReport, writeReport } from '@mpk/kit/report';

const HOSTILE = '</title><script>alert(1)</script>|`[x](javascript:1)@team\n# heading\u202e';

const result: VerifyResult = {
  schema: 'modelprovenance.dev/result/v1alpha1',
  verdict: 'fail',
  code: 'FILES_MISMATCH',
  mode: 'warn',
  model: { uri: HOSTILE, manifestDigest: `sha256:${'a'.repeat(64)}` },
  policy: { name: HOSTILE, version: '1', digest: `sha256:${'b'.repeat(64)}` },
  requirements: [
    { id: 'formats', outcome: 'pass', asked: 'a', found: 'fine', code: 'PASSED' },
    { id: 'signature', outcome: 'fail', asked: HOSTILE, found: HOSTILE, fix: HOSTILE, code: 'FILES_MISMATCH' },
  ],
  warnings: [HOSTILE],
};

describe('renderMarkdownReport', () => {
  const text = renderMarkdownReport({ result });

  it('says the verdict first and what the mode does to it', () => {
    expect(text.startsWith('# FAIL: ')).toBe(true);
    expect(text).toContain('This model is refused. The policy is in mode warn: this verdict stops nothing.');
  });

  it('tells what should be known besides', () => {
    expect(text).toMatch(/\nTo know: &/);
  });

  it('lets no foreign text become markup, a link, a mention or another table cell', () => {
    expect(text).not.toMatch(/<script|\]\(|@team|\n# heading|\u202e/);
    for (const row of text.split('\n').filter((line) => line.startsWith('| '))) expect(row.split('|')).toHaveLength(7);
  });
});

describe('renderHtmlReport', () => {
  const html = renderHtmlReport({ result });

  it('escapes every foreign text and forbids itself everything but its style', () => {
    expect(html).not.toContain('<script');
    expect(html).not.toContain('\u202e');
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  });

  it('tells what should be known besides', () => {
    expect(html).toMatch(/<h2>To know<\/h2>\n<ul>\n<li>&lt;/);
  });

  it('puts what is not met before what is', () => {
    expect(html.indexOf('<strong>signature</strong>')).toBeLessThan(html.indexOf('<strong>formats</strong>'));
  });

  it('shows an error with what to do', () => {
    const broken = renderHtmlReport({
      result: resultOfError(new MpkError('POLICY_INVALID', 'line 3', { hint: 'mend it' }), 'm'),
    });
    expect(broken).toMatch(/UNDECIDED[\s\S]*line 3[\s\S]*mend it/);
  });
});

describe('writeReport', () => {
  it('writes all forms, replacing older ones', () =>
    withTempFolder(async (folder) => {
      const out = join(folder, 'a/b');
      writeReport(out, { result });
      const paths = writeReport(out, { result: { ...result, verdict: 'pass' } });
      expect(JSON.parse(readFileSync(paths.json, 'utf8')).verdict).toBe('pass');
      expect(paths.evidence).toBeUndefined();
    }));

  it('refuses a folder that cannot be made', () =>
    withTempFolder(async (folder) => {
      writeFileSync(join(folder, 'file'), '');
      expect(await thrownCode(() => writeReport(join(folder, 'file/out'), { result }))).toBe('OUTPUT_UNWRITABLE');
    }));

  it('says in words that a file is in its place, and leaves it', () =>
    withTempFolder((folder) => {
      const path = join(folder, 'policy.yaml');
      writeFileSync(path, 'policy');
      expect(() => writeReport(path, { result })).toThrow(
        `cannot write a report to ${path}: something else is there by that name`,
      );
      expect(readFileSync(path, 'utf8')).toBe('policy');
      return Promise.resolve();
    }));
});
