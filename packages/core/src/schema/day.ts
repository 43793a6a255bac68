// SPDX-License-Identifier: Apache-2.0

/** Whether `text` is a day of the calendar, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) return false;
  const start = new Date(`${text}T00:00:00Z`);
  // Some engines roll 2026-02-30 over into March instead of refusing it.
  return !Number.isNaN(start.getTime()) && start.toISOString().startsWith(text);
}
