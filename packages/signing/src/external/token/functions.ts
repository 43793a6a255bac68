// SPDX-License-Identifier: Apache-2.0
import type { Koffi } from './native.js';
import { refusalOf } from './return-values.js';
import { Refusal } from './refusal.js';

/** PKCS#11 packs its structures on Windows, and only there. */
const PACKED = process.platform === 'win32';

const ULONG = 'unsigned long';
const POINTER = 'void *';

/** Function -> its place in CK_FUNCTION_LIST and its arguments; `attributes` and `mechanism` are arrays of structures. */
const SIGNATURES = {
  C_Initialize: [0, [POINTER]],
  C_Finalize: [1, [POINTER]],
  C_GetInfo: [2, [POINTER]],
  C_GetSlotList: [4, ['uint8', POINTER, POINTER]],
  C_GetSlotInfo: [5, [ULONG, POINTER]],
  C_GetTokenInfo: [6, [ULONG, POINTER]],
  C_GetMechanismList: [7, [ULONG, POINTER, POINTER]],
  C_OpenSession: [12, [ULONG, ULONG, POINTER, POINTER, POINTER]],
  C_CloseSession: [13, [ULONG]],
  C_Login: [18, [ULONG, ULONG, POINTER, ULONG]],
  C_GetAttributeValue: [24, [ULONG, ULONG, 'attributes', ULONG]],
  C_FindObjectsInit: [26, [ULONG, 'attributes', ULONG]],
  C_FindObjects: [27, [ULONG, POINTER, ULONG, POINTER]],
  C_FindObjectsFinal: [28, [ULONG]],
  C_SignInit: [42, [ULONG, 'mechanism', ULONG]],
  C_Sign: [43, [ULONG, POINTER, ULONG, POINTER, POINTER]],
} as const satisfies Record<string, readonly [number, readonly string[]]>;

/** As many of the list's functions as are looked at. */
const LISTED_FUNCTIONS = 44;

type FunctionName = keyof typeof SIGNATURES;

/** A loaded module. */
export interface Functions {
  readonly bound: Readonly<Record<FunctionName, (...args: readonly unknown[]) => number | bigint>>;
  readonly structures: Readonly<Record<'C_GetInfo' | 'C_GetSlotInfo' | 'C_GetTokenInfo', Koffi.TypeObject>>;
  /** @returns the function's return value */
  call(name: FunctionName, args: readonly unknown[]): number;
}

/**
 * Loads a PKCS#11 module and finds its functions, through the one that the standard demands to be exported.
 *
 * @throws Refusal `failed` for what is no library, or not one of PKCS#11 version 2 or 3
 */
export function bindFunctions(koffi: typeof Koffi, path: string): Functions {
  const define: typeof koffi.struct = PACKED ? koffi.pack : koffi.struct;
  const list = define({ version: bytes(koffi, 2), functions: koffi.array(POINTER, LISTED_FUNCTIONS) });
  const arrays = {
    attributes: koffi.inout(koffi.pointer(define({ type: ULONG, pValue: POINTER, ulValueLen: ULONG }))),
    mechanism: koffi.pointer(define({ mechanism: ULONG, pParameter: POINTER, ulParameterLen: ULONG })),
  };
  const { version, functions } = koffi.decode(functionList(koffi, path), list) as FunctionList;
  if (version[0] !== 2 && version[0] !== 3) throw notPkcs11();
  const entries = Object.entries(SIGNATURES).map(([name, [place, args]]) => {
    const address = functions[place];
    if (typeof address !== 'bigint' || address === 0n) throw new Refusal('failed', `the module has no ${name}`);
    const types = args.map((arg) => (arg === 'attributes' || arg === 'mechanism' ? arrays[arg] : arg));
    return [name, koffi.decode(address, koffi.proto(name, ULONG, types))] as const;
  });
  const bound = Object.fromEntries(entries) as Functions['bound'];
  return { bound, structures: structuresOf(koffi, define), call: (name, args) => Number(bound[name](...args)) };
}

interface FunctionList {
  readonly version: Uint8Array;
  readonly functions: readonly unknown[];
}

/** The address of the module's CK_FUNCTION_LIST. */
function functionList(koffi: typeof Koffi, path: string): unknown {
  const out: unknown[] = [null];
  const returned = Number(exportedFunction(koffi, path)(out));
  if (returned !== 0) throw refusalOf('C_GetFunctionList', returned);
  if (out[0] === null || out[0] === 0n) throw notPkcs11();
  return out[0];
}

function exportedFunction(koffi: typeof Koffi, path: string): (out: unknown[]) => unknown {
  let library: Koffi.LibraryHandle;
  try {
    library = koffi.load(path);
  } catch {
    throw new Refusal('failed', 'the file cannot be loaded as a library', 'is it one, and built for this machine?');
  }
  try {
    return library.func('C_GetFunctionList', ULONG, [koffi.out(koffi.pointer(POINTER))]);
  } catch {
    throw notPkcs11();
  }
}

const notPkcs11 = (): Refusal => new Refusal('failed', 'the library is not a PKCS#11 module of version 2 or 3');

const bytes = (koffi: typeof Koffi, length: number): Koffi.TypeObject => koffi.array('uint8', length);

/** The structures that are read, with their members in order. */
function structuresOf(koffi: typeof Koffi, define: typeof Koffi.struct): Functions['structures'] {
  const text = (length: number): Koffi.TypeObject => bytes(koffi, length);
  const version = bytes(koffi, 2);
  return {
    C_GetInfo: define({
      cryptokiVersion: version,
      manufacturer: text(32),
      flags: ULONG,
      description: text(32),
      version,
    }),
    C_GetSlotInfo: define({
      description: text(64),
      manufacturer: text(32),
      flags: ULONG,
      hardwareVersion: version,
      firmwareVersion: version,
    }),
    C_GetTokenInfo: define({
      label: text(32),
      manufacturer: text(32),
      model: text(16),
      serial: text(16),
      flags: ULONG,
      // Counts of sessions, lengths of PINs, amounts of memory.
      numbers: koffi.array(ULONG, 10),
      hardwareVersion: version,
      firmwareVersion: version,
      utcTime: text(16),
    }),
  };
}
