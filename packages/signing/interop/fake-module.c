// SPDX-License-Identifier: Apache-2.0
// A PKCS#11 module that misbehaves as FAKE_PKCS11 says, for tests. It has one token with one key on P-256, whose public key it takes
// from FAKE_PKCS11_POINT (CKA_EC_POINT, hex) or FAKE_PKCS11_INFO (CKA_PUBLIC_KEY_INFO), and signs with nonsense. Types and numbers are those of PKCS#11 v2.40.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef unsigned long ulong_t;
typedef unsigned char byte_t;
typedef ulong_t rv_t;

struct version { byte_t major, minor; };
struct attribute { ulong_t type; void *value; ulong_t length; };
struct info { struct version cryptoki; byte_t manufacturer[32]; ulong_t flags; byte_t description[32]; struct version library; };
struct slot_info { byte_t description[64], manufacturer[32]; ulong_t flags; struct version hardware, firmware; };
struct token_info {
  byte_t label[32], manufacturer[32], model[16], serial[16];
  ulong_t flags, numbers[10];
  struct version hardware, firmware;
  byte_t time[16];
};

enum { OK = 0, GENERAL_ERROR = 5, ATTRIBUTE_TYPE_INVALID = 0x12, DEVICE_REMOVED = 0x32, PIN_INCORRECT = 0xa0, PIN_LOCKED = 0xa4, TOKEN_NOT_RECOGNIZED = 0xe1 };
enum { LOGIN_REQUIRED = 0x4, KEYPAD = 0x100, INITIALIZED = 0x400, FINAL_TRY = 0x20000, LOCKED = 0x40000 };

static int logins, unlocked, searches, signing;

static int mode(const char *name) {
  const char *wanted = getenv("FAKE_PKCS11");
  return wanted != NULL && strcmp(wanted, name) == 0;
}

static void text(byte_t *field, size_t size, const char *value) {
  memset(field, ' ', size);
  memcpy(field, value, strlen(value));
}

/* Says where it hangs, so that a test can see it go. */
static void hang(void) {
  FILE *file = getenv("FAKE_PKCS11_PID") == NULL ? NULL : fopen(getenv("FAKE_PKCS11_PID"), "w");
  if (file != NULL) {
    fprintf(file, "%d", (int)getpid());
    fclose(file);
  }
  for (;;) sleep(1000);
}

static rv_t initialize(void *args) {
  (void)args;
  if (mode("crash")) abort();
  if (mode("segfault")) *(volatile int *)0 = 1;
  if (mode("exit")) exit(0);
  if (mode("hang")) hang();
  if (mode("talk")) {
    printf("{\"publicKeyPem\":\"the module says hello\"}\n");
    fflush(stdout);
  }
  return mode("general-error") ? GENERAL_ERROR : OK;
}

static rv_t finalize(void *args) {
  (void)args;
  return mode("finalize-fails") ? GENERAL_ERROR : OK;
}

static rv_t get_info(struct info *info) {
  memset(info, 0, sizeof *info);
  text(info->manufacturer, sizeof info->manufacturer, "fake");
  text(info->description, sizeof info->description, "fake");
  return OK;
}

static rv_t slot_list(byte_t present, ulong_t *slots, ulong_t *count) {
  (void)present;
  if (mode("many-slots")) { *count = 1000000; return OK; }
  if (slots != NULL && mode("lying-slots")) { *count = 1000; return OK; }
  if (slots != NULL) slots[0] = 7;
  if (slots != NULL && mode("strange-card")) slots[1] = 8;
  *count = mode("no-slots") ? 0 : mode("strange-card") ? 2 : 1;
  return OK;
}

static rv_t slot_info(ulong_t slot, struct slot_info *info) {
  (void)slot;
  memset(info, 0, sizeof *info);
  text(info->description, sizeof info->description, "fake slot");
  return OK;
}

static rv_t token_info(ulong_t slot, struct token_info *info) {
  if (slot == 8) return TOKEN_NOT_RECOGNIZED;
  memset(info, 0, sizeof *info);
  text(info->label, sizeof info->label, mode("rude-label") ? "\033[31m\xff" : "fake");
  text(info->serial, sizeof info->serial, "1");
  info->flags = INITIALIZED | LOGIN_REQUIRED;
  if (mode("keypad")) info->flags |= KEYPAD;
  if (mode("locked")) info->flags |= LOCKED;
  if (mode("final-try") && logins > 0) info->flags |= FINAL_TRY;
  if (mode("now-locked") && logins > 0) info->flags |= LOCKED;
  return OK;
}

static rv_t mechanism_list(ulong_t slot, ulong_t *list, ulong_t *count) {
  (void)slot;
  if (list != NULL) list[0] = 0x1041;
  *count = mode("no-mechanism") ? 0 : 1;
  return OK;
}

static rv_t open_session(ulong_t slot, ulong_t flags, void *application, void *notify, ulong_t *session) {
  (void)slot, (void)flags, (void)application, (void)notify;
  *session = 1;
  return mode("removed") ? DEVICE_REMOVED : OK;
}

static rv_t close_session(ulong_t session) {
  (void)session;
  return OK;
}

static rv_t login(ulong_t session, ulong_t user, const char *pin, ulong_t length) {
  (void)session;
  logins++;
  if (mode("says-pin")) { fprintf(stderr, "login with %.*s\n", (int)length, pin); return PIN_INCORRECT; }
  if (mode("locked")) exit(9); // nobody may try
  if (mode("final-try")) return PIN_INCORRECT;
  if (mode("now-locked")) return PIN_LOCKED;
  if (mode("keypad")) { unlocked = pin == NULL; return unlocked ? OK : PIN_INCORRECT; }
  if (mode("always-authenticate") && user == 2) { signing = 1; return OK; }
  return OK;
}

static rv_t set(struct attribute *a, const void *value, ulong_t length) {
  if (a->value != NULL) memcpy(a->value, value, a->length < length ? a->length : length);
  a->length = length;
  return OK;
}

/* An attribute whose value the environment has in hex; an empty one where it has none. */
static rv_t set_from(struct attribute *a, const char *variable) {
  const char *hex = getenv(variable);
  byte_t bytes[600];
  ulong_t length = 0;
  for (; hex != NULL && hex[0] != 0 && length < sizeof bytes; hex += 2, length++) {
    unsigned int byte = 0;
    sscanf(hex, "%2x", &byte);
    bytes[length] = (byte_t)byte;
  }
  return set(a, bytes, length);
}

static rv_t attribute_value(ulong_t session, ulong_t object, struct attribute *a, ulong_t count) {
  static const byte_t p256[] = {0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07};
  const ulong_t ec = 3;
  const byte_t yes = 1, no = 0;
  (void)session, (void)object, (void)count;
  if (a->type == 0x3 && mode("huge-attribute")) { a->length = 1UL << 40; return OK; }
  if (a->type == 0x3 && mode("growing-attribute")) { a->length = a->value == NULL ? 4 : 4000; return OK; }
  if (a->type == 0x3) return set(a, "key", 3);
  if (a->type == 0x100) return set(a, &ec, sizeof ec);
  if (a->type == 0x108) return set(a, mode("may-not-sign") ? &no : &yes, 1);
  if (a->type == 0x202) return set(a, mode("always-authenticate") ? &yes : &no, 1);
  if (a->type == 0x180) return set(a, p256, sizeof p256);
  if (a->type == 0x181) return set_from(a, "FAKE_PKCS11_POINT");
  if (a->type == 0x129) return set_from(a, "FAKE_PKCS11_INFO");
  a->length = ~0UL;
  return ATTRIBUTE_TYPE_INVALID;
}

/* The private key is found by its class, and by its label where one is asked for; there are no other objects. */
static rv_t find_init(ulong_t session, struct attribute *template, ulong_t count) {
  (void)session;
  searches = *(ulong_t *)template[0].value == 3;
  for (ulong_t i = 1; i < count; i++) searches = searches && template[i].type == 3 && memcmp(template[i].value, "key", 3) == 0;
  return OK;
}

static rv_t find(ulong_t session, ulong_t *objects, ulong_t most, ulong_t *count) {
  (void)session;
  if (mode("many-objects")) { *count = most + 1; return OK; }
  objects[0] = 5;
  if (mode("keypad") && !unlocked) searches = 0;
  *count = (ulong_t)searches;
  return OK;
}

static rv_t find_final(ulong_t session) {
  (void)session;
  return OK;
}

static rv_t sign_init(ulong_t session, void *mechanism, ulong_t key) {
  (void)session, (void)mechanism, (void)key;
  return mode("not-permitted") ? 0x68 : OK;
}

static rv_t sign(ulong_t session, const byte_t *data, ulong_t length, byte_t *signature, ulong_t *size) {
  (void)session, (void)data, (void)length;
  if (mode("crash-signing")) abort();
  if (mode("always-authenticate") && !signing) return 0x101;
  if (mode("huge-signature")) { *size = 1UL << 40; return OK; }
  *size = mode("short-signature") ? 63 : 64;
  memset(signature, 1, *size);
  return OK;
}

struct function_list { struct version version; void *functions[68]; };

rv_t C_GetFunctionList(struct function_list **list) {
  static struct function_list all;
  if (mode("no-list")) { *list = NULL; return OK; }
  if (mode("list-fails")) return GENERAL_ERROR;
  all.version.major = mode("version-9") ? 9 : 2;
  all.version.minor = 40;
  all.functions[0] = initialize;
  all.functions[1] = finalize;
  all.functions[2] = get_info;
  all.functions[4] = slot_list;
  all.functions[5] = slot_info;
  all.functions[6] = token_info;
  all.functions[7] = mechanism_list;
  all.functions[12] = open_session;
  all.functions[13] = close_session;
  all.functions[18] = login;
  all.functions[24] = attribute_value;
  all.functions[26] = find_init;
  all.functions[27] = find;
  all.functions[28] = find_final;
  all.functions[42] = sign_init;
  all.functions[43] = mode("no-sign") ? NULL : sign;
  *list = &all;
  return OK;
}
