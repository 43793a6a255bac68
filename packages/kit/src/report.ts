// SPDX-License-Identifier: Apache-2.0
import { accessSync, constants, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { MpkError, reasonOf, writeFileAtomic, type Evidence, type VerifyResult } from '@mpk/core';
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

/** Names of the files in a report's folder, the result last: it is there only when all others are. */
const NAMES = { evidence: 'evidence.json', html: 'report.html', markdown: 'report.md', json: 'report.json' } as const;

/** Makes the folder of a report, before any work is done for it. @throws MpkError `OUTPUT_UNWRITABLE` */
export function prepareReportFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (cause) {
    throw new MpkError('OUTPUT_UNWRITABLE', `cannot write a report to ${folder}: ${reasonOf(cause)}`, { cause });
  }
}

/**
 * Writes `report.html`, `report.md`, `report.json` and `evidence.json`, replacing what is there.
 *
 * What an earlier run left is removed first: no file of it can stand beside, or instead of, this answer.
 *
 * @param folder - created where it is not there
 * @throws MpkError `OUTPUT_UNWRITABLE`; then none of the files is there
 */
export function writeReport(folder: string, reported: Reported): ReportPaths {
  const { result, evidence } = reported;
  const contents: [keyof typeof NAMES, string | undefined][] = [
    ['evidence', evidence && `${JSON.stringify(evidence)}\n`],
    ['html', renderHtmlReport(reported)],
    ['markdown', renderMarkdownReport(reported)],
    ['json', `${JSON.stringify(result, null, 2)}\n`],
  ];
  prepareReportFolder(folder);
  removeReport(folder);
  try {
    for (const [kind, content] of contents)
      if (content !== undefined) writeFileAtomic(join(folder, NAMES[kind]), content);
  } catch (error) {
    removeReport(folder);
    throw error;
  }
  const path = (kind: keyof typeof NAMES): string => join(folder, NAMES[kind]);
  return {
    html: path('html'),
    markdown: path('markdown'),
    json: path('json'),
    ...(evidence && { evidence: path('evidence') }),
  };
}

function removeReport(folder: string): void {
  for (const name of Object.values(NAMES)) {
    try {
      rmSync(join(folder, name), { force: true });
    } catch (cause) {
      throw new MpkError('OUTPUT_UNWRITABLE', `cannot replace ${join(folder, name)}: ${reasonOf(cause)}`, { cause });
    }
  }
}
