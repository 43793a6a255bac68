// SPDX-License-Identifier: Apache-2.0
import { isMetBy, parseLicenseExpression } from '../../src/gate/license-expression.js';

const isMet = (value: string, ...listed: readonly string[]): boolean | undefined => {
  const expression = parseLicenseExpression(value);
  return expression && isMetBy(expression, (name) => listed.includes(name));
};

describe('an expression of licences', () => {
  it.each<[string, readonly string[], boolean]>([
    ['MIT', ['mit'], true],
    ['  Apache   License 2.0 ', ['apache license 2.0'], true],
    ['mit or isc', ['isc'], true],
    ['MIT AND ISC', ['mit'], false],
    ['MIT AND ISC', ['mit', 'isc'], true],
    ['MIT OR ISC AND Zlib', ['mit'], true],
    ['(MIT OR ISC) AND Zlib', ['mit'], false],
    ['(MIT OR ISC) AND Zlib', ['isc', 'zlib'], true],
    ['((MIT))', ['mit'], true],
    ['GPL-2.0-only WITH Classpath-exception-2.0', ['gpl-2.0-only'], false],
    ['GPL-2.0-only WITH Classpath-exception-2.0 OR MIT', ['mit'], true],
    ['creativeml-openrail-m OR openrail++', ['openrail++'], true],
    ['DocumentRef-x:LicenseRef-y AND MIT', ['documentref-x:licenseref-y', 'mit'], true],
  ])('%s is met by %j: %s', (value, listed, met) => {
    expect(isMet(value, ...listed)).toBe(met);
  });

  it.each([
    '',
    ' ',
    'or',
    'MIT OR',
    'AND MIT',
    'MIT OR (ISC',
    'MIT) OR ISC',
    '()',
    'MIT (only for research)',
    'MIT and not for sale',
    'MIT OR OR ISC',
    `MIT${' OR MIT'.repeat(200)}`,
    '('.repeat(999),
  ])('is not what %j is', (value) => {
    expect(parseLicenseExpression(value)).toBeUndefined();
  });

  it('may be as deep as it is long', () => {
    expect(isMet(`${'('.repeat(498)}MIT${')'.repeat(498)}`, 'mit')).toBe(true);
  });
});
