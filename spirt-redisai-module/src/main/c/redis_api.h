/* The part of the Redis module API that this module uses.
 *
 * Redis hands a module no library to link against: the first word of the context given to
 * RedisModule_OnLoad points to a look-up function, and every other function is asked for by name.
 * The two lists below are the whole of what is asked for. A function of REQUIRED that the server
 * lacks makes loading fail with its name; one of OPTIONAL is left NULL and the caller copes. */
#ifndef SPIRT_REDIS_API_H
#define SPIRT_REDIS_API_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define REDISMODULE_OK 0
#define REDISMODULE_ERR 1
#define REDISMODULE_APIVER_1 1

#define REDISMODULE_READ (1 << 0)
#define REDISMODULE_WRITE (1 << 1)
#define REDISMODULE_KEYTYPE_EMPTY 0
#define REDISMODULE_NO_EXPIRE (-1)

#define REDISMODULE_NOTIFY_MODULE (1 << 13)
#define REDISMODULE_OPTIONS_HANDLE_IO_ERRORS (1 << 0)

#define REDISMODULE_ERRORMSG_WRONGTYPE                                                             \
  "WRONGTYPE Operation against a key holding the wrong kind of value"

/* What a command does with a key; ACL key patterns (%R~, %W~) are checked against the last two. */
#define REDISMODULE_CMD_KEY_RO (1ULL << 0)
#define REDISMODULE_CMD_KEY_RW (1ULL << 1)
#define REDISMODULE_CMD_KEY_OW (1ULL << 2)
#define REDISMODULE_CMD_KEY_ACCESS (1ULL << 4)
#define REDISMODULE_CMD_KEY_UPDATE (1ULL << 5)
#define REDISMODULE_CMD_KEY_VARIABLE_FLAGS (1ULL << 10)

#define REDISMODULE_TYPE_METHOD_VERSION_WITH_COPY 3

typedef struct RedisModuleCtx RedisModuleCtx;
typedef struct RedisModuleString RedisModuleString;
typedef struct RedisModuleKey RedisModuleKey;
typedef struct RedisModuleIO RedisModuleIO;
typedef struct RedisModuleType RedisModuleType;
typedef struct RedisModuleDigest RedisModuleDigest;
typedef struct RedisModuleCommand RedisModuleCommand;

typedef int (*RedisModuleCmdFunc)(RedisModuleCtx *ctx, RedisModuleString **argv, int argc);

/* Layout fixed by the API, method version 3: the fields after `free` up to `copy` in its order. */
typedef struct {
  uint64_t version;
  void *(*rdb_load)(RedisModuleIO *rdb, int encver);
  void (*rdb_save)(RedisModuleIO *rdb, void *value);
  void (*aof_rewrite)(RedisModuleIO *aof, RedisModuleString *key, void *value);
  size_t (*mem_usage)(const void *value);
  void (*digest)(RedisModuleDigest *digest, void *value);
  void (*free)(void *value);
  int (*aux_load)(RedisModuleIO *rdb, int encver, int when);
  void (*aux_save)(RedisModuleIO *rdb, int when);
  int aux_save_triggers;
  size_t (*free_effort)(RedisModuleString *key, const void *value);
  void (*unlink)(RedisModuleString *key, const void *value);
  void *(*copy)(RedisModuleString *from, RedisModuleString *to, const void *value);
  int (*defrag)(void *ctx, RedisModuleString *key, void **value);
} RedisModuleTypeMethods;

typedef enum { REDISMODULE_KSPEC_BS_INVALID, REDISMODULE_KSPEC_BS_UNKNOWN,
               REDISMODULE_KSPEC_BS_INDEX, REDISMODULE_KSPEC_BS_KEYWORD } RedisModuleKeySpecBegin;
typedef enum { REDISMODULE_KSPEC_FK_OMITTED, REDISMODULE_KSPEC_FK_UNKNOWN,
               REDISMODULE_KSPEC_FK_RANGE, REDISMODULE_KSPEC_FK_KEYNUM } RedisModuleKeySpecFind;

typedef struct {
  const char *notes;
  uint64_t flags;
  RedisModuleKeySpecBegin begin_search_type;
  union {
    struct { int pos; } index;
    struct { const char *keyword; int startfrom; } keyword;
  } bs;
  RedisModuleKeySpecFind find_keys_type;
  union {
    struct { int lastkey; int keystep; int limit; } range;
    struct { int keynumidx; int firstkey; int keystep; } keynum;
  } fk;
} RedisModuleCommandKeySpec;

typedef struct {
  int version;
  size_t sizeof_historyentry;
  size_t sizeof_keyspec;
  size_t sizeof_arg;
} RedisModuleCommandInfoVersion;

typedef struct {
  const RedisModuleCommandInfoVersion *version;
  const char *summary;
  const char *complexity;
  const char *since;
  void *history;
  const char *tips;
  int arity;
  RedisModuleCommandKeySpec *key_specs;
  void *args;
} RedisModuleCommandInfo;

/* X(result, name, parameters) */
#define REDIS_API_REQUIRED(X)                                                                      \
  X(void, SetModuleAttribs, (RedisModuleCtx *, const char *, int, int))                            \
  X(int, CreateCommand, (RedisModuleCtx *, const char *, RedisModuleCmdFunc, const char *, int,    \
                         int, int))                                                                \
  X(RedisModuleType *, CreateDataType, (RedisModuleCtx *, const char *, int,                       \
                                        RedisModuleTypeMethods *))                                 \
  X(int, WrongArity, (RedisModuleCtx *))                                                           \
  X(int, ReplyWithError, (RedisModuleCtx *, const char *))                                         \
  X(int, ReplyWithSimpleString, (RedisModuleCtx *, const char *))                                  \
  X(int, ReplyWithStringBuffer, (RedisModuleCtx *, const char *, size_t))                          \
  X(int, ReplyWithLongLong, (RedisModuleCtx *, long long))                                         \
  X(int, ReplyWithDouble, (RedisModuleCtx *, double))                                              \
  X(int, ReplyWithArray, (RedisModuleCtx *, long))                                                 \
  X(int, ReplicateVerbatim, (RedisModuleCtx *))                                                    \
  X(const char *, StringPtrLen, (const RedisModuleString *, size_t *))                             \
  X(int, StringToLongLong, (const RedisModuleString *, long long *))                               \
  X(int, StringToDouble, (const RedisModuleString *, double *))                                    \
  X(int, StringCompare, (RedisModuleString *, RedisModuleString *))                                \
  X(RedisModuleString *, CreateStringFromLongLong, (RedisModuleCtx *, long long))                  \
  X(void, FreeString, (RedisModuleCtx *, RedisModuleString *))                                     \
  X(RedisModuleKey *, OpenKey, (RedisModuleCtx *, RedisModuleString *, int))                       \
  X(void, CloseKey, (RedisModuleKey *))                                                            \
  X(int, KeyType, (RedisModuleKey *))                                                              \
  X(int, SetExpire, (RedisModuleKey *, long long))                                                 \
  X(RedisModuleType *, ModuleTypeGetType, (RedisModuleKey *))                                      \
  X(void *, ModuleTypeGetValue, (RedisModuleKey *))                                                \
  X(int, ModuleTypeSetValue, (RedisModuleKey *, RedisModuleType *, void *))                        \
  X(void *, Alloc, (size_t))                                                                       \
  X(void *, Calloc, (size_t, size_t))                                                              \
  X(void, Free, (void *))                                                                          \
  X(void, Log, (RedisModuleCtx *, const char *, const char *, ...))                                \
  X(void, LogIOError, (RedisModuleIO *, const char *, const char *, ...))                          \
  X(void, SetModuleOptions, (RedisModuleCtx *, int))                                               \
  X(int, IsIOError, (RedisModuleIO *))                                                             \
  X(void, SaveUnsigned, (RedisModuleIO *, uint64_t))                                               \
  X(uint64_t, LoadUnsigned, (RedisModuleIO *))                                                     \
  X(void, SaveStringBuffer, (RedisModuleIO *, const char *, size_t))                               \
  X(char *, LoadStringBuffer, (RedisModuleIO *, size_t *))                                         \
  X(void, EmitAOF, (RedisModuleIO *, const char *, const char *, ...))                             \
  X(void, DigestAddStringBuffer, (RedisModuleDigest *, const char *, size_t))                      \
  X(void, DigestAddLongLong, (RedisModuleDigest *, long long))                                     \
  X(void, DigestEndSequence, (RedisModuleDigest *))                                                \
  X(int, NotifyKeyspaceEvent, (RedisModuleCtx *, int, const char *, RedisModuleString *))          \
  X(int, IsKeysPositionRequest, (RedisModuleCtx *))                                                \
  X(void, KeyAtPos, (RedisModuleCtx *, int))

/* TryAlloc, KeyAtPosWithFlags, GetCommand, SetCommandInfo: from Redis 7.0.
 * SetCommandACLCategories: from Redis 7.2. */
#define REDIS_API_OPTIONAL(X)                                                                      \
  X(void *, TryAlloc, (size_t))                                                                    \
  X(void, KeyAtPosWithFlags, (RedisModuleCtx *, int, int))                                         \
  X(RedisModuleCommand *, GetCommand, (RedisModuleCtx *, const char *))                            \
  X(int, SetCommandInfo, (RedisModuleCommand *, const RedisModuleCommandInfo *))                   \
  X(int, SetCommandACLCategories, (RedisModuleCommand *, const char *))

#define REDIS_API_DECLARE(result, name, parameters) extern result(*RedisModule_##name) parameters;
REDIS_API_REQUIRED(REDIS_API_DECLARE)
REDIS_API_OPTIONAL(REDIS_API_DECLARE)
#undef REDIS_API_DECLARE

/* Looks every function up. Returns NULL, or the name of a required function that the server lacks. */
const char *redis_api_init(RedisModuleCtx *ctx);

#endif
