// SPDX-License-Identifier: Apache-2.0
import type { Severity } from '@mpk/core';

/** A kind of file that is known by its name. */
export interface FileNameRule {
  /** over the last step of the name, in lower case */
  readonly pattern: RegExp;
  readonly severity: Severity;
  readonly what: string;
  /** only where the content is text */
  readonly onlyText?: boolean;
}

/** Files that a model does not need; the first rule that fits counts. */
export const FILE_NAMES: readonly FileNameRule[] = [
  {
    pattern: /^(?:sitecustomize|usercustomize|conftest|setup)\.py$/,
    severity: 'high',
    what: 'Python runs a file of this name by itself, where it finds it',
  },
  { pattern: /\.pth$/, onlyText: true, severity: 'high', what: 'Python runs lines of such a file at its start' },
  {
    pattern:
      /\.(?:exe|dll|so|dylib|com|scr|msi|apk|app|bat|cmd|ps1|psm1|vbs|vbe|jse|wsf|hta|lnk|reg|desktop|command|jar|scpt)$/,
    severity: 'high',
    what: 'a system runs files of this name',
  },
  { pattern: /\.so\.\d+(?:\.\d+)*$/, severity: 'high', what: 'a library of Linux, by its name' },
  { pattern: /\.(?:sh|bash|zsh|fish|pl|rb|php|lua|js|mjs|cjs)$/, severity: 'medium', what: 'a script' },
  { pattern: /\.(?:py|pyw|pyi|pyx|pyc|pyo|ipynb)$/, severity: 'medium', what: 'Python code' },
  {
    pattern:
      /^(?:\.env(?:\..+)?|\.netrc|\.npmrc|\.pypirc|\.htpasswd|id_(?:rsa|dsa|ecdsa|ed25519)|credentials(?:\.json)?)$/,
    severity: 'medium',
    what: 'files of this name usually hold secrets',
  },
  { pattern: /^(?:makefile|dockerfile|cmakelists\.txt|jenkinsfile)$/, severity: 'low', what: 'a build file' },
];
