// SPDX-License-Identifier: Apache-2.0
import { shownValue } from '../audited-model.js';
import type { AuditRule } from '../rule.js';

export const emissionsUnsourced: AuditRule = {
  id: 'emissions-without-source',
  theme: 'documentation',
  severity: 'info',
  description: 'Emissions are stated without how they were found.',
  risk: 'The number cannot be compared with others.',
  fix: 'Give `co2_eq_emissions.source`.',
  *check(model) {
    const [stated] = model.of('energy.co2');
    if (stated && !model.has('energy.source'))
      yield { message: `${shownValue(stated)} g CO2, by no named method`, evidence: [stated] };
  },
};

/** Training the largest models known gave some ten thousand tonnes. */
const MOST_GRAMS = 1e11;

export const emissionsImplausible: AuditRule = {
  id: 'emissions-implausible',
  theme: 'documentation',
  severity: 'low',
  description: 'Emissions are stated that cannot be.',
  risk: 'The unit is most likely another one: the card wants grams.',
  fix: 'State grams of CO2 equivalent.',
  *check(model) {
    for (const claim of model.numbers('energy.co2')) {
      if (claim.value < 0 || claim.value > MOST_GRAMS) yield { message: `${claim.value} g CO2`, evidence: [claim] };
    }
  },
};

/** Words of cards that are no languages of BCP 47 and meant by everybody alike. */
const OTHER_LANGUAGES: ReadonlySet<string> = new Set(['multilingual', 'code', 'multiple', 'other']);

export const languageUnknown: AuditRule = {
  id: 'language-unknown',
  theme: 'documentation',
  severity: 'info',
  description: 'A language is named by what is no code of a language.',
  risk: 'Whoever looks for models of a language does not find it.',
  fix: 'Use codes of BCP 47, such as `en` or `pt-BR`.',
  *check(model) {
    for (const claim of model.texts('language')) {
      const isCode = /^[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}$/i.test(claim.value);
      if (!isCode && !OTHER_LANGUAGES.has(claim.value.toLowerCase())) yield { message: claim.value, evidence: [claim] };
    }
  },
};

/** Ends of names of classes, and the tasks that they are for. */
const TASKS: readonly (readonly [architecture: RegExp, tasks: readonly string[]])[] = [
  [
    /ForSequenceClassification$/,
    ['text-classification', 'zero-shot-classification', 'text-ranking', 'sentence-similarity'],
  ],
  [/ForTokenClassification$/, ['token-classification']],
  [/ForQuestionAnswering$/, ['question-answering', 'visual-question-answering', 'document-question-answering']],
  [/ForMaskedLM$/, ['fill-mask', 'feature-extraction', 'sentence-similarity']],
  [/ForImageClassification$/, ['image-classification', 'image-feature-extraction', 'zero-shot-image-classification']],
  [/ForObjectDetection$/, ['object-detection', 'zero-shot-object-detection', 'document-question-answering']],
  [/ForSpeechSeq2Seq$|ForCTC$/, ['automatic-speech-recognition', 'audio-classification']],
];

export const taskDiffers: AuditRule = {
  id: 'task-differs',
  theme: 'documentation',
  severity: 'medium',
  description: 'The card names another task than the class of the model is for.',
  risk: 'A pipeline that goes by the card makes up the missing layers at random.',
  fix: 'Correct `pipeline_tag`.',
  limits: 'Classes that are used for many tasks are passed over.',
  *check(model) {
    for (const architecture of model.texts('architecture')) {
      const fitting = TASKS.find(([name]) => name.test(architecture.value))?.[1];
      for (const task of fitting === undefined ? [] : model.texts('task')) {
        const isFitting = fitting?.includes(task.value) === true;
        if (!isFitting) yield { message: `${task.value} by a ${architecture.value}`, evidence: [task, architecture] };
      }
    }
  },
};

export const taskMissing: AuditRule = {
  id: 'task-missing',
  theme: 'documentation',
  severity: 'info',
  description: 'No task is named.',
  risk: 'What goes in and what comes out is not said.',
  fix: 'Set `pipeline_tag` in the card.',
  *check(model) {
    if (!model.has('task')) yield { message: 'no task is named' };
  },
};

export const superseded: AuditRule = {
  id: 'superseded',
  theme: 'documentation',
  severity: 'info',
  description: 'The publisher names a newer model in its place.',
  risk: 'Known faults may have been mended there.',
  fix: 'Use the newer one.',
  *check(model) {
    for (const claim of model.texts('superseded-by'))
      yield { message: `superseded by ${claim.value}`, evidence: [claim] };
  },
};
