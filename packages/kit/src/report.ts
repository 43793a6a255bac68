// SPDX-License-Identifier: Apache-2.0
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { MpkError, writeFileAtomic, type Evidence, type VerifyResult } from '@mpk/core';
import { renderHtmlReport } from './report/html.js';
import { renderMarkdownReport } from './report/markdown.js';

export { renderHtmlReport, renderMarkdownReport };

/** Paths of a written report. */
export interface ReportPaths {
  /** one self-contained page for people */
  readonly html: string;
  readonly markdown: string;
  /** the result contract */
  readonly json: string;
  /** all facts, for `mpk decide`; absent where none could be collected */
  readonly evidence?: string;
}

/** What a report is written of: an outcome of verify or decide. */
export interface Reported {
  readonly result: VerifyResult;
  readonly evidence?: Evidence;
}

/**
 * Writes `report.html`, `report.md`, `report.json` and `evidence.json`, replacing what is there.
 *
 * @param folder - created where it is not there
 * @throws MpkError `OUTPUT_UNWRITABLE`
 */
export function writeReport(folder: string, reported: Reported): ReportPaths {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new MpkError('OUTPUT_UNWRITABLE', `cannot make the folder ${folder}`, { cause });
  }
  const write = (name: string, content: string): string => {
    const path = join(folder, name);
    writeFileAtomic(path, content);
    return path;
  };
  const { result, evidence } = reported;
  return {
    html: write('report.html', renderHtmlReport(reported)),
    markdown: write('report.md', renderMarkdownReport(reported)),
    json: write('report.json', `${JSON.stringify(result, null, 2)}\n`),
    ...(evidence && { evidence: write('evidence.json', `${JSON.stringify(evidence)}\n`) }),
  };
}
