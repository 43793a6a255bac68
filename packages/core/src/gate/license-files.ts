// SPDX-License-Identifier: Apache-2.0
// Names of files that may have a licence in them: whoever reads such files, and whoever judges that one was not read, go by these.

/** Last step of the name of what is a licence itself; one of number plates is none. */
export const isLicenseFileName = (name: string): boolean =>
  /licen[cs](?:e|ing)(?!s?[-_ ]?plate)|copying|eula|agreement|terms[-_ ]of[-_ ](?:use|service)/i.test(name);

/** Last step of another name under which terms come. */
export const isTermsFileName = (name: string): boolean =>
  /notice|copyright|terms|use[-_ ]?policy|third[-_ ]?part/i.test(name);

/** Last step of the name of what lists the licences of others. */
export const isThirdPartyFileName = (name: string): boolean => /(?:third|3rd)[-_ ]?part/i.test(name);

/** Whether a path is in `LICENSES` at the top, which holds the texts of all of a model (REUSE, 3.x), or in a folder called alike. */
export const isInLicenseFolder = (path: string): boolean => /^licen[cs]es?\//i.test(path);
