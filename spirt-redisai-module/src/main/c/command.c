#include "command.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define ERROR_TEXT_BYTES 1024

int reply_error(RedisModuleCtx *ctx, const char *format, ...) {
  char text[ERROR_TEXT_BYTES];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  return RedisModule_ReplyWithError(ctx, text);
}

const char *key_text(const RedisModuleString *key, char text[KEY_TEXT_BYTES]) {
  size_t length;
  const char *name = RedisModule_StringPtrLen(key, &length);
  const size_t room = KEY_TEXT_BYTES - 4;
  size_t shown = length < room ? length : room;
  for (size_t i = 0; i < shown; i++)
    text[i] = name[i] >= ' ' && name[i] <= '~' ? name[i] : '?';
  memcpy(text + shown, length > room ? "..." : "", length > room ? 4 : 1);
  return text;
}

bool argument_is(const RedisModuleString *argument, const char *word) {
  size_t length;
  const char *text = RedisModule_StringPtrLen(argument, &length);
  return length == strlen(word) && strncasecmp(text, word, length) == 0;
}

/* The texts of the two errors are RedisAI's. */
Tensor *tensor_at(RedisModuleCtx *ctx, RedisModuleString *key_name) {
  char text[KEY_TEXT_BYTES];
  Tensor *tensor = NULL;
  RedisModuleKey *key = RedisModule_OpenKey(ctx, key_name, REDISMODULE_READ);
  if (RedisModule_KeyType(key) == REDISMODULE_KEYTYPE_EMPTY)
    reply_error(ctx, "ERR tensor key is empty or in a different shard: '%s'",
                key_text(key_name, text));
  else if (RedisModule_ModuleTypeGetType(key) != TensorType)
    RedisModule_ReplyWithError(ctx, REDISMODULE_ERRORMSG_WRONGTYPE);
  else
    tensor = RedisModule_ModuleTypeGetValue(key);
  RedisModule_CloseKey(key);
  return tensor;
}

bool open_for_writing(RedisModuleCtx *ctx, RedisModuleString *key_name, RedisModuleKey **key,
                      Tensor **tensor) {
  *tensor = NULL;
  *key = RedisModule_OpenKey(ctx, key_name, REDISMODULE_READ | REDISMODULE_WRITE);
  if (RedisModule_KeyType(*key) == REDISMODULE_KEYTYPE_EMPTY)
    return true;
  if (RedisModule_ModuleTypeGetType(*key) != TensorType) {
    RedisModule_CloseKey(*key);
    RedisModule_ReplyWithError(ctx, REDISMODULE_ERRORMSG_WRONGTYPE);
    return false;
  }
  *tensor = RedisModule_ModuleTypeGetValue(*key);
  return true;
}

void store_tensor(RedisModuleKey *key, Tensor *tensor) {
  RedisModule_ModuleTypeSetValue(key, TensorType, tensor);
}

void changed(RedisModuleCtx *ctx, const char *event, RedisModuleString *key_name) {
  RedisModule_ReplicateVerbatim(ctx);
  RedisModule_NotifyKeyspaceEvent(ctx, REDISMODULE_NOTIFY_MODULE, event, key_name);
}

void report_key(RedisModuleCtx *ctx, int position, int flags) {
  if (RedisModule_KeyAtPosWithFlags)
    RedisModule_KeyAtPosWithFlags(ctx, position, flags);
  else
    RedisModule_KeyAtPos(ctx, position);
}
