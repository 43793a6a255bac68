// SPDX-License-Identifier: Apache-2.0
import type { Section } from '../sections.js';

/**
 * For each section what it stands under, down to its own heading: a licence below "Dataset" is none of the model.
 *
 * The title of the card is left out: it is a name.
 */
export function headingsOf(sections: readonly Section[]): readonly string[] {
  const above: Section[] = [];
  return sections.map((section, i) => {
    while ((above.at(-1)?.level ?? 0) >= section.level) above.pop();
    const isTitle = section.level === 1 && i <= 1;
    if (!isTitle) above.push(section);
    return above.map(({ title }) => title).join('\n');
  });
}
