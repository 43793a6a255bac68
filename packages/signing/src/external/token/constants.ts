// SPDX-License-Identifier: Apache-2.0
// Numbers of PKCS#11, by their names there.
// https://docs.oasis-open.org/pkcs11/pkcs11-spec/v3.1/os/pkcs11-spec-v3.1-os.html

export const CKF_SERIAL_SESSION = 0x4;

/** Flags of a token. */
export const CKF = {
  LOGIN_REQUIRED: 0x4,
  PROTECTED_AUTHENTICATION_PATH: 0x100,
  TOKEN_INITIALIZED: 0x400,
  USER_PIN_FINAL_TRY: 0x20000,
  USER_PIN_LOCKED: 0x40000,
} as const;

/** Kinds of objects. */
export const CKO = { CERTIFICATE: 1, PUBLIC_KEY: 2, PRIVATE_KEY: 3 } as const;

/** Kinds of keys. */
export const CKK = { RSA: 0, EC: 3, EC_EDWARDS: 0x40 } as const;

/** Attributes of objects. */
export const CKA = {
  CLASS: 0x0,
  LABEL: 0x3,
  VALUE: 0x11,
  KEY_TYPE: 0x100,
  ID: 0x102,
  SIGN: 0x108,
  PUBLIC_KEY_INFO: 0x129,
  EC_PARAMS: 0x180,
  EC_POINT: 0x181,
  ALWAYS_AUTHENTICATE: 0x202,
} as const;

/** Mechanisms. */
export const CKM = { ECDSA: 0x1041, EDDSA: 0x1057 } as const;

/** Whom a PIN is of. */
export const CKU = { USER: 1, CONTEXT_SPECIFIC: 2 } as const;

/** Return values that are more than a failure. */
export const CKR = {
  OK: 0x0,
  ATTRIBUTE_SENSITIVE: 0x11,
  ATTRIBUTE_TYPE_INVALID: 0x12,
  TOKEN_NOT_PRESENT: 0xe0,
  TOKEN_NOT_RECOGNIZED: 0xe1,
  USER_ALREADY_LOGGED_IN: 0x100,
  CRYPTOKI_ALREADY_INITIALIZED: 0x191,
} as const;
