// SPDX-License-Identifier: Apache-2.0

/** Headings of the templates of the Hub. */
const OF_TEMPLATE = /^(?:(?:model|dataset) card (?:for|of)|(?:model|dataset) card:)\s+(\S.*)$/i;
/** What stands there until somebody gives a name, and a heading that has none. */
const PLACEHOLDER =
  /^(?:(?:the |your |my |this )?(?:model|dataset)(?:[ _-]?(?:id|name|card))?|\{\{.*|\[.*\]|\$\{?\w*\}?|x{2,}|todo|n\/a|none)$/i;

/** The name that the first heading of a card gives; undefined for that of a template. */
export function nameInTitle(title: string): string | undefined {
  const name = (OF_TEMPLATE.exec(title)?.[1] ?? title).trim();
  return PLACEHOLDER.test(name) ? undefined : name;
}
