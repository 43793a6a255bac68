// SPDX-License-Identifier: Apache-2.0
import { MODELS } from './models/properties.ts';
import { READERS } from './readers/properties.ts';
import type { Subject } from './subject.ts';

export const SUBJECTS: Readonly<Record<SubjectName, Subject>> = { readers: READERS, models: MODELS };

/** `readers` and checks of single files; `models`: what is claimed, audited and written of several files together. */
export type SubjectName = 'readers' | 'models';
