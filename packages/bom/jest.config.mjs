import preset from '../../jest.preset.mjs';
import { SLOW_TESTS } from './slow-tests.mjs';

export default { ...preset, displayName: 'bom', testPathIgnorePatterns: SLOW_TESTS };
