// SPDX-License-Identifier: Apache-2.0
import { shownValue } from './audited-model.js';
import { absolutePath } from './privacy/paths.js';
import type { AuditRule } from './rule.js';
import { contentOf, textOf } from '../model-files.js';

/** Longest text that is looked through. */
const MAX_TEXT_CHARS = 256 * 1024;

export const trainingCaptions: AuditRule = {
  id: 'training-texts-published',
  theme: 'privacy',
  severity: 'medium',
  description: 'Texts of the training data stand in the metadata of the weights.',
  risk: 'They name what, and often whom, the pictures show.',
  fix: 'Save the weights without `ss_tag_frequency` and its like.',
  *check(model) {
    for (const claim of model.of('training.captions'))
      yield { message: `${shownValue(claim)} texts`, evidence: [claim] };
  },
};

/** Secrets by the forms that their makers gave them. */
const SECRETS: readonly (readonly [what: string, form: RegExp])[] = [
  ['a token of Hugging Face', /\bhf_[A-Za-z0-9]{30,40}\b/],
  ['a key of AWS', /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/],
  ['a token of GitHub', /\b(?:ghp|gho|ghs|ghu|github_pat)_[A-Za-z0-9_]{30,90}\b/],
  // A placeholder for one is written in angles, braces or capitals.
  [
    'a password in a URL',
    /\bhttps?:\/\/[^\s\/:@"'<>{}]{1,100}:(?![A-Z_]{1,100}@)[^\s\/:@"'<>{}$*]{3,100}@[\w-]{1,100}[.:/]/,
  ],
  ['a key of OpenAI', /\bsk-(?:proj-)?(?=[A-Za-z0-9_-]{0,40}[A-Z])(?=[A-Za-z0-9_-]{0,40}\d)[A-Za-z0-9_-]{32,170}\b/],
  ['a key of Google', /\bAIza[A-Za-z0-9_-]{35}\b/],
  ['a token of Slack', /\bxox[abprs]-[A-Za-z0-9-]{10,80}\b/],
  ['a key of Weights & Biases', /\bWANDB_API_KEY["'\s:=]{1,5}[a-f0-9]{40}\b/],
  ['a private key', /-----BEGIN (?:[A-Z]{2,10} )?PRIVATE KEY-----/],
];

/** What stands where a secret belongs: one character again and again, and the keys of manuals, which say that they are examples. */
const isPlaceholder = (secret: string): boolean =>
  /x{4}|X{4}|EXAMPLE/.test(secret) || /^(?:[a-z]{2,3}_|AKIA|ASIA|AIza|sk-(?:proj-)?)(.)\1+$/.test(secret);

const hasSecret = (text: string, form: RegExp): boolean =>
  [...text.matchAll(new RegExp(form, 'g'))].some(([secret]) => !isPlaceholder(secret));

export const secretPublished: AuditRule = {
  id: 'secret-published',
  theme: 'privacy',
  severity: 'critical',
  description: 'A token, or a key, stands in one of its texts.',
  risk: 'Whoever has the model can act in the name of its maker.',
  fix: 'Revoke it at once; removing it from the repository is not enough.',
  limits:
    'Texts that are longer than what is kept, and anything within archives and tensors, are not looked through. Placeholders, such as one ' +
    'character again and again, are passed over.',
  *check({ files }) {
    for (const file of files) {
      const json = contentOf(file, 'json')?.value;
      const text = textOf(file) ?? (json === undefined ? undefined : JSON.stringify(json));
      const fields = (contentOf(file, 'tensors')?.metadata ?? []).flatMap(({ value }) =>
        typeof value === 'string' ? value : [],
      );
      const texts = [...(text === undefined ? [] : [text]), ...fields].map((one) => one.slice(0, 4 * MAX_TEXT_CHARS));
      for (const [what, form] of SECRETS) {
        // The secret itself is not told: it would be in every report.
        if (texts.some((one) => hasSecret(one, form))) yield { message: what, file: file.name };
      }
    }
  },
};

/** An address, but for those that documents show as examples. */
const ADDRESS =
  /\b[A-Za-z0-9._%+-]{1,64}@(?!example\.|users\.noreply\.)[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,4}\.[A-Za-z]{2,10}\b/;

export const addressPublished: AuditRule = {
  id: 'address-published',
  theme: 'privacy',
  severity: 'info',
  description: 'An address of e-mail stands in the metadata of the weights.',
  risk: 'It is personal data that nobody expects there.',
  fix: 'Remove it, where it is not meant as a contact.',
  limits: 'Cards, where an address is a contact, are left out.',
  *check({ files }) {
    for (const file of files) {
      for (const { key, value } of contentOf(file, 'tensors')?.metadata ?? []) {
        if (typeof value === 'string' && ADDRESS.test(value.slice(0, 16 * 1024)))
          yield { message: key, file: file.name };
      }
    }
  },
};

const DATA = String.raw`(?:(?:the |this )?(?:data ?set|data|it) )?`;
/** What was taken out, before it is said that none is left. */
const REMOVED = String.raw`(?:(?:all|any) [\w, -]{1,80} (?:was|were|is|are|have been|has been) (?:removed|deleted|redacted|stripped|masked|anonymi[sz]ed|replaced)[\w, -]{0,60}[;.]\s{1,3}(?=no ))?`;
/** It is asked for, and answered with no. What goes on behind it may say something else, and is told. */
const SAYS_NONE = new RegExp(
  String.raw`^\W*(?!.*\b(?:but|except|however|though|although|only|apart|besides|unless|other than)\b)${REMOVED}(?:${[
    String.raw`no|none|n\/a|not applicable|none (?:known|that we know of)`,
    String.raw`${DATA}(?:does not|do not|doesn't) (?:contain|include|have|hold) (?:any )?[\w, ]{1,80}`,
    String.raw`${DATA}(?:contains?|includes?|has|have|holds?) no [\w, ]{1,80}`,
    String.raw`no (?:personal|personally|sensitive|private|confidential|identif|pii\b)[\w, ]{0,80}`,
  ].join('|')})\W*$`,
  'is',
);

export const sensitiveData: AuditRule = {
  id: 'sensitive-training-data',
  theme: 'privacy',
  severity: 'medium',
  description: 'A dataset is said to hold personal or sensitive information.',
  risk: 'Models give parts of their training data away.',
  fix: 'Find out whether the model may be used for your purpose, and write that down.',
  limits: 'An answer that is no in so many words is passed over.',
  *check(model) {
    for (const claim of model.about('dataset.sensitive')) {
      const text = shownValue(claim);
      if (!SAYS_NONE.test(text)) yield { message: `${claim.subject}: ${text}`, evidence: [claim] };
    }
  },
};

export const privacyRules: readonly AuditRule[] = [
  secretPublished,
  absolutePath,
  trainingCaptions,
  addressPublished,
  sensitiveData,
];
