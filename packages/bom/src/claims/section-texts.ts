// SPDX-License-Identifier: Apache-2.0

/** As a part of an expression: what the template of the Hub has where something is to be filled in. */
export const TO_BE_FILLED_IN = String.raw`\[?(?:more information needed|needs more information)\]?`;

const LEFT = new RegExp(
  String.raw`${TO_BE_FILLED_IN}(?:\([^()\s]{1,300}\))?\.?|\[optional\]|\[TODO\b[^\]\n]{0,500}\]`,
  'gi',
);

/** What the template leaves for whoever fills it in. */
export const isTemplateText = (text: string): boolean => {
  const rest = withoutComments(text).replace(LEFT, '');
  return rest !== text && rest.replace(/[-*_:#\s]|\*\*[^*]{0,80}\*\*/g, '') === '';
};

/** Without comments of HTML; one that has no end is text. */
function withoutComments(text: string): string {
  const kept: string[] = [];
  let from = 0;
  for (let start = text.indexOf('<!--'); start >= 0; start = text.indexOf('<!--', from)) {
    const end = text.indexOf('-->', start + '<!--'.length);
    if (end < 0) break;
    kept.push(text.slice(from, start));
    from = end + '-->'.length;
  }
  return kept.join('') + text.slice(from);
}

/** Longest text that may be a placeholder. */
const MAX_PLACEHOLDER_CHARS = 40;

/** What people write who have not written yet; "None." and "English only." are answers. */
export const isPlaceholder = (text: string): boolean =>
  text.length <= MAX_PLACEHOLDER_CHARS &&
  (!/\p{L}\p{L}/u.test(text) ||
    /^[\W_]*(?:todo|tbd|tba|tbc|wip|n\/?a|xxx+|(?:coming|more) soon|more to come|work in progress|under construction|placeholder|to be (?:added|announced|completed|continued|determined|done|filled(?: in)?|updated|written))[\W_]*$/i.test(
      text,
    ));
