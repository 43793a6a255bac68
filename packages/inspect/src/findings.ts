// SPDX-License-Identifier: Apache-2.0
import { printable, type Finding, type FindingLocation, type Severity } from '@mpk/core';
import type { Part } from '@mpk/formats';
import type { InspectedFile } from './inspected-model.js';

/** Longest message of a finding. */
const MAX_MESSAGE_CHARS = 500;

/** Where something in a part is, as findings give it. */
export interface Spot {
  readonly file: InspectedFile;
  readonly part?: Part | undefined;
  /** of its first byte, in the part */
  readonly offset?: number | undefined;
  readonly sizeBytes?: number | undefined;
  /** what stands there: `pickle` gives `pickle@120` as the last step of the path */
  readonly what?: string | undefined;
}

/** The location of a spot: by steps for people, in bytes where the part lies in the file as it is. */
export function locate({ file, part, offset, sizeBytes, what }: Spot): FindingLocation {
  const path = [...(part?.path ?? []), ...(what === undefined ? [] : [`${what}@${offset ?? 0}`])];
  const start = part === undefined ? 0 : part.fileOffset;
  return {
    file: file.name,
    ...(path.length > 0 && { path }),
    ...(start !== undefined && offset !== undefined && { byteOffset: start + offset }),
    ...(start !== undefined && offset !== undefined && sizeBytes !== undefined && { byteLength: sizeBytes }),
  };
}

/** What {@link finding} needs besides where it is. */
export interface FindingText {
  readonly check: string;
  readonly severity: Severity;
  /** may hold text of the model: it is made printable and cut */
  readonly message: string;
  readonly references?: readonly string[];
}

/** A finding that something is wrong. */
export const finding = (text: FindingText, location?: FindingLocation): Finding => make(text, 'fail', location);

/** A finding that something could not be looked at. */
export const unknown = (text: FindingText, location?: FindingLocation): Finding => make(text, 'inconclusive', location);

function make(
  { check, severity, message, references }: FindingText,
  outcome: Finding['outcome'],
  location: FindingLocation | undefined,
): Finding {
  return {
    check,
    outcome,
    severity,
    message: printable(message).slice(0, MAX_MESSAGE_CHARS),
    ...(location !== undefined && { location }),
    ...(references !== undefined && references.length > 0 && { references }),
  };
}
