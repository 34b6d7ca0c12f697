/* spirt-redisai: tensors as a Redis data type, and the arithmetic of a SPIRT peer inside its own
 * database: averaging gradients and updating a model.
 *
 * Threads: everything runs on the server's main thread. A mean of 15 gradients of 1.5 million
 * values takes some milliseconds, as long as a client takes to send one of them; a thread pool
 * would add blocked clients, which Lua scripts and MULTI forbid, and gain little, because memory
 * bandwidth is the limit.
 * Files: one command or concept each. tensor.* the data type, tensor_persist.c its life on disk,
 * kernels* the arithmetic, sha256.* the digest, command.* what the commands share. */
#include "command.h"
#include "sha256.h"

#define MODULE_NAME "spirt-redisai"
#define MODULE_VERSION 1
#define MAX_KEY_SPECS 2

#define READS (REDISMODULE_CMD_KEY_RO | REDISMODULE_CMD_KEY_ACCESS)
#define WRITES (REDISMODULE_CMD_KEY_OW | REDISMODULE_CMD_KEY_UPDATE)
#define CHANGES                                                                                    \
  (REDISMODULE_CMD_KEY_RW | REDISMODULE_CMD_KEY_ACCESS | REDISMODULE_CMD_KEY_UPDATE)
/* VARIABLE_FLAGS makes the server ask the command itself (report_keys) instead of this table. */
#define ASK REDISMODULE_CMD_KEY_VARIABLE_FLAGS

#define ONE_KEY(position, what)                                                                    \
  {                                                                                                \
    .flags = (what), .begin_search_type = REDISMODULE_KSPEC_BS_INDEX, .bs.index.pos = (position),  \
    .find_keys_type = REDISMODULE_KSPEC_FK_RANGE, .fk.range = {0, 1, 0}                            \
  }
/* A number of keys, and then the keys. */
#define COUNTED_KEYS(position, what)                                                               \
  {                                                                                                \
    .flags = (what), .begin_search_type = REDISMODULE_KSPEC_BS_INDEX, .bs.index.pos = (position),  \
    .find_keys_type = REDISMODULE_KSPEC_FK_KEYNUM, .fk.keynum = {0, 1, 1}                          \
  }

typedef struct {
  const char *name;
  RedisModuleCmdFunc function;
  const char *flags;
  const char *acl_categories;
  int arity; /* with the command's name; negative: at least that many */
  int first_key, last_key, key_step; /* for servers without key specifications */
  RedisModuleCommandKeySpec key_specs[MAX_KEY_SPECS + 1];
  const char *summary;
  const char *complexity;
} Command;

static Command COMMANDS[] = {
    {"AI.TENSORSET", command_tensorset, "write deny-oom", "write", -4, 1, 1, 1,
     {ONE_KEY(1, WRITES)}, "Stores a tensor.", "O(N), N the bytes of the tensor"},
    {"AI.TENSORGET", command_tensorget, "readonly", "read", -2, 1, 1, 1,
     {ONE_KEY(1, READS)}, "Returns a tensor's type, shape and data.",
     "O(N), N the bytes of the tensor"},
    {"AI.TENSORMEAN", command_tensormean, "write deny-oom getkeys-api", "write", -4, 1, 1, 1,
     {ONE_KEY(1, WRITES), COUNTED_KEYS(2, READS)}, "Stores the mean of tensors.",
     "O(K*N), K tensors of N elements"},
    {"AI.MODELUPDATE", command_modelupdate, "write deny-oom getkeys-api", "write", -4, 1, 3, 2,
     {ONE_KEY(1, CHANGES | ASK), ONE_KEY(3, READS | ASK)},
     "Applies one step of SGD, Adam or AdamW.", "O(N), N the elements of the params"},
    {"AI.TENSORDIGEST", command_tensordigest, "readonly", "read", 2, 1, 1, 1,
     {ONE_KEY(1, READS)}, "Returns the SHA-256 of a tensor.", "O(N), N the bytes of the tensor"},
    {"AI.TENSORGETRANGE", command_tensorgetrange, "readonly", "read", 4, 1, 1, 1,
     {ONE_KEY(1, READS)}, "Returns the bytes of some elements of a tensor.",
     "O(N), N the bytes returned"},
    {"AI.TENSORSETRANGE", command_tensorsetrange, "write", "write", 5, 1, 1, 1,
     {ONE_KEY(1, REDISMODULE_CMD_KEY_RW | REDISMODULE_CMD_KEY_UPDATE)}, "Overwrites some elements of a tensor.", "O(N), N the bytes given"},
};

static const RedisModuleCommandInfoVersion INFO_VERSION = {
    .version = 1, .sizeof_keyspec = sizeof(RedisModuleCommandKeySpec)};

/* Key specifications are from Redis 7.0, ACL categories from 7.2: before that no category holds the
 * commands of a module, and a user is granted each command by its name. */
static int describe(RedisModuleCtx *ctx, Command *command) {
  if (RedisModule_GetCommand == NULL || RedisModule_SetCommandInfo == NULL)
    return REDISMODULE_OK;
  RedisModuleCommand *registered = RedisModule_GetCommand(ctx, command->name);
  const RedisModuleCommandInfo info = {
      .version = &INFO_VERSION,
      .summary = command->summary,
      .complexity = command->complexity,
      .since = "1.0.0",
      .arity = command->arity,
      .key_specs = command->key_specs,
  };
  if (registered == NULL || RedisModule_SetCommandInfo(registered, &info) != REDISMODULE_OK)
    return REDISMODULE_ERR;
  if (RedisModule_SetCommandACLCategories == NULL)
    return REDISMODULE_OK;
  return RedisModule_SetCommandACLCategories(registered, command->acl_categories);
}

static int register_command(RedisModuleCtx *ctx, Command *command) {
  if (RedisModule_CreateCommand(ctx, command->name, command->function, command->flags,
                                command->first_key, command->last_key,
                                command->key_step) != REDISMODULE_OK ||
      describe(ctx, command) != REDISMODULE_OK) {
    RedisModule_Log(ctx, "warning", "cannot register %s: is RedisAI loaded, too?", command->name);
    return REDISMODULE_ERR;
  }
  return REDISMODULE_OK;
}

__attribute__((visibility("default"))) int RedisModule_OnLoad(RedisModuleCtx *ctx,
                                                              RedisModuleString **argv, int argc);

int RedisModule_OnLoad(RedisModuleCtx *ctx, RedisModuleString **argv, int argc) {
  (void)argv;
  const char *missing = redis_api_init(ctx);
  if (missing != NULL) {
    if (RedisModule_Log != NULL)
      RedisModule_Log(ctx, "warning", "this server has no %s: Redis 7 or Valkey is needed", missing);
    return REDISMODULE_ERR;
  }
  RedisModule_SetModuleAttribs(ctx, MODULE_NAME, MODULE_VERSION, REDISMODULE_APIVER_1);
  if (argc > 0) {
    RedisModule_Log(ctx, "warning", "%s takes no arguments, %d given", MODULE_NAME, argc);
    return REDISMODULE_ERR;
  }
  RedisModule_SetModuleOptions(ctx, REDISMODULE_OPTIONS_HANDLE_IO_ERRORS);
  if (tensor_type_register(ctx) != REDISMODULE_OK)
    return REDISMODULE_ERR;
  for (size_t i = 0; i < sizeof COMMANDS / sizeof COMMANDS[0]; i++)
    if (register_command(ctx, &COMMANDS[i]) != REDISMODULE_OK)
      return REDISMODULE_ERR;
  RedisModule_Log(ctx, "notice", "%s ready, digests by %s", MODULE_NAME, sha256_implementation());
  return REDISMODULE_OK;
}
