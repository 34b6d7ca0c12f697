#include "command.h"

#include <string.h>

static bool check_range(RedisModuleCtx *ctx, const Tensor *tensor, long long start,
                        unsigned long long count) {
  if (start >= 0 && (size_t)start <= tensor->count && count <= tensor->count - (size_t)start)
    return true;
  reply_error(ctx,
              "ERR range out of bounds: start %lld and count %llu, and the tensor has %zu elements",
              start, count, tensor->count);
  return false;
}

static bool parse_index(RedisModuleCtx *ctx, const RedisModuleString *argument, const char *name,
                        long long *index) {
  char text[KEY_TEXT_BYTES];
  if (RedisModule_StringToLongLong(argument, index) == REDISMODULE_OK && *index >= 0)
    return true;
  reply_error(ctx, "ERR invalid %s '%s': a number of elements from 0 is expected", name,
              key_text(argument, text));
  return false;
}

/* AI.TENSORGETRANGE key start count
 * Replies with the bytes of the elements from start to start + count - 1 as a bulk string. */
int command_tensorgetrange(RedisModuleCtx *ctx, RedisModuleString **argv, int argc) {
  if (argc != 4)
    return RedisModule_WrongArity(ctx);
  const Tensor *tensor = tensor_at(ctx, argv[1]);
  long long start, count;
  if (tensor == NULL || !parse_index(ctx, argv[2], "start", &start) ||
      !parse_index(ctx, argv[3], "count", &count) ||
      !check_range(ctx, tensor, start, (unsigned long long)count))
    return REDISMODULE_OK;
  const size_t size = dtype_size(tensor->shape.dtype);
  if ((size_t)count > BLOB_MAX_BYTES / size)
    return reply_error(ctx, "ERR count %lld is too large: one bulk string holds %zu elements of %s",
                       count, BLOB_MAX_BYTES / size, dtype_name(tensor->shape.dtype));
  return RedisModule_ReplyWithStringBuffer(ctx, (const char *)tensor->data + (size_t)start * size,
                                           (size_t)count * size);
}

static bool write_range(RedisModuleCtx *ctx, Tensor *tensor, RedisModuleString **argv) {
  long long start;
  size_t length;
  const size_t size = dtype_size(tensor->shape.dtype);
  const char *blob = RedisModule_StringPtrLen(argv[4], &length);
  if (!parse_index(ctx, argv[2], "start", &start))
    return false;
  if (!argument_is(argv[3], "BLOB")) {
    reply_error(ctx, "ERR syntax error: BLOB and the data are expected after start");
    return false;
  }
  if (length % size != 0) {
    reply_error(ctx, "ERR data length %zu is not a multiple of %zu, the bytes of an element of %s",
                length, size, dtype_name(tensor->shape.dtype));
    return false;
  }
  if (!check_range(ctx, tensor, start, length / size))
    return false;
  memcpy((char *)tensor->data + (size_t)start * size, blob, length);
  return true;
}

/* AI.TENSORSETRANGE key start BLOB data
 * Overwrites the elements from start on; the data are whole elements. Replies OK. */
int command_tensorsetrange(RedisModuleCtx *ctx, RedisModuleString **argv, int argc) {
  if (argc != 5)
    return RedisModule_WrongArity(ctx);
  if (tensor_at(ctx, argv[1]) == NULL)
    return REDISMODULE_OK;
  RedisModuleKey *key;
  Tensor *tensor;
  if (!open_for_writing(ctx, argv[1], &key, &tensor))
    return REDISMODULE_OK;
  const bool written = write_range(ctx, tensor, argv);
  RedisModule_CloseKey(key);
  if (!written)
    return REDISMODULE_OK;
  changed(ctx, "ai.tensorsetrange", argv[1]);
  return RedisModule_ReplyWithSimpleString(ctx, "OK");
}
