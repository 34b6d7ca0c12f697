#include "command.h"

#include <string.h>

typedef struct {
  bool meta;
  bool blob;
  bool values;
} Wanted;

/* Returns false after an error reply; the texts are RedisAI's. */
static bool parse(RedisModuleCtx *ctx, RedisModuleString **argv, int argc, Wanted *wanted) {
  *wanted = (Wanted){.meta = argc == 2, .blob = argc == 2};
  for (int i = 2; i < argc; i++) {
    if (argument_is(argv[i], "META"))
      wanted->meta = true;
    else if (argument_is(argv[i], "BLOB"))
      wanted->blob = true;
    else if (argument_is(argv[i], "VALUES"))
      wanted->values = true;
    else {
      reply_error(ctx, "ERR unsupported data format: use META, BLOB or VALUES");
      return false;
    }
  }
  if (wanted->blob && wanted->values)
    reply_error(ctx, "ERR both BLOB and VALUES specified");
  return !(wanted->blob && wanted->values);
}

static bool fits_one_reply(RedisModuleCtx *ctx, const Tensor *tensor, const Wanted *wanted) {
  if (!wanted->blob || tensor->bytes <= BLOB_MAX_BYTES)
    return true;
  reply_error(ctx,
              "ERR the tensor has %zu bytes, and one bulk string holds %d: read it piece by piece "
              "with AI.TENSORGETRANGE",
              tensor->bytes, BLOB_MAX_BYTES);
  return false;
}

static long long integer_at(const Tensor *tensor, size_t index) {
  const size_t size = dtype_size(tensor->shape.dtype);
  const Dtype dtype = tensor->shape.dtype;
  const bool is_signed = dtype >= DTYPE_INT8 && dtype <= DTYPE_INT64;
  uint64_t bits = 0;
  memcpy(&bits, (const char *)tensor->data + index * size, size);
  const unsigned unused = 64 - 8 * (unsigned)size;
  return is_signed ? (long long)(bits << unused) >> unused : (long long)bits;
}

static double real_at(const Tensor *tensor, size_t index) {
  return tensor->shape.dtype == DTYPE_FLOAT ? (double)((const float *)tensor->data)[index]
                                            : ((const double *)tensor->data)[index];
}

static void reply_values(RedisModuleCtx *ctx, const Tensor *tensor) {
  const Dtype dtype = tensor->shape.dtype;
  RedisModule_ReplyWithArray(ctx, (long)tensor->count);
  for (size_t i = 0; i < tensor->count; i++) {
    if (dtype == DTYPE_FLOAT || dtype == DTYPE_DOUBLE)
      RedisModule_ReplyWithDouble(ctx, real_at(tensor, i));
    else
      RedisModule_ReplyWithLongLong(ctx, integer_at(tensor, i));
  }
}

static void reply_text(RedisModuleCtx *ctx, const char *text) {
  RedisModule_ReplyWithStringBuffer(ctx, text, strlen(text));
}

static void reply_meta(RedisModuleCtx *ctx, const Tensor *tensor) {
  reply_text(ctx, "dtype");
  reply_text(ctx, dtype_name(tensor->shape.dtype));
  reply_text(ctx, "shape");
  RedisModule_ReplyWithArray(ctx, tensor->shape.ndims);
  for (int i = 0; i < tensor->shape.ndims; i++)
    RedisModule_ReplyWithLongLong(ctx, tensor->shape.dims[i]);
}

/* AI.TENSORGET key [META] [BLOB | VALUES]
 * BLOB: a bulk string. VALUES: an array of numbers. META: the array dtype, its name, shape, the
 * array of dimensions, followed by blob or values and the data if these are asked for. No argument
 * means META BLOB. */
int command_tensorget(RedisModuleCtx *ctx, RedisModuleString **argv, int argc) {
  if (argc < 2 || argc > 4)
    return RedisModule_WrongArity(ctx);
  const Tensor *tensor = tensor_at(ctx, argv[1]);
  Wanted wanted;
  if (tensor == NULL || !parse(ctx, argv, argc, &wanted) || !fits_one_reply(ctx, tensor, &wanted))
    return REDISMODULE_OK;
  const bool data = wanted.blob || wanted.values;
  if (wanted.meta) {
    RedisModule_ReplyWithArray(ctx, data ? 6 : 4);
    reply_meta(ctx, tensor);
    if (data)
      reply_text(ctx, wanted.blob ? "blob" : "values");
  }
  if (wanted.blob)
    RedisModule_ReplyWithStringBuffer(ctx, tensor->data, tensor->bytes);
  else if (wanted.values)
    reply_values(ctx, tensor);
  return REDISMODULE_OK;
}
