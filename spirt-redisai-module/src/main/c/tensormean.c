#include "command.h"
#include "kernels.h"

typedef struct {
  RedisModuleString **keys;
  const void **data; /* of each key's tensor; owned */
  size_t count;
  Shape shape;
  size_t elements;
  bool check_finite;
} Sources;

#define FIRST_KEY 3

/* The count argument, or 0 if it is not a number from 1 to the limit. */
static size_t parse_count(const RedisModuleString *argument) {
  long long count;
  if (RedisModule_StringToLongLong(argument, &count) != REDISMODULE_OK || count < 1 ||
      count > MEAN_MAX_TENSORS)
    return 0;
  return (size_t)count;
}

/* For servers that ask the module where the keys are. */
static int report_keys(RedisModuleCtx *ctx, RedisModuleString **argv, int argc) {
  const size_t count = argc > 2 ? parse_count(argv[2]) : 0;
  if (argc > 1)
    report_key(ctx, 1, REDISMODULE_CMD_KEY_OW | REDISMODULE_CMD_KEY_UPDATE);
  for (int i = FIRST_KEY; i < argc && (size_t)(i - FIRST_KEY) < count; i++)
    report_key(ctx, i, REDISMODULE_CMD_KEY_RO | REDISMODULE_CMD_KEY_ACCESS);
  return REDISMODULE_OK;
}

static bool parse(RedisModuleCtx *ctx, RedisModuleString **argv, int argc, Sources *sources) {
  char text[KEY_TEXT_BYTES];
  const size_t given = (size_t)argc - FIRST_KEY;
  *sources = (Sources){.keys = argv + FIRST_KEY, .count = parse_count(argv[2])};
  if (sources->count == 0) {
    reply_error(ctx, "ERR invalid count '%s': a number of keys from 1 to %d is expected",
                key_text(argv[2], text), MEAN_MAX_TENSORS);
    return false;
  }
  sources->check_finite =
      given == sources->count + 1 && argument_is(argv[argc - 1], "CHECKFINITE");
  if (given == sources->count + sources->check_finite)
    return true;
  reply_error(ctx,
              "ERR count is %zu, but %zu arguments follow: the keys, and CHECKFINITE if wanted",
              sources->count, given);
  return false;
}

static bool is_averageable(RedisModuleCtx *ctx, const Sources *sources, size_t index,
                           const Tensor *tensor) {
  char key[KEY_TEXT_BYTES], shape[SHAPE_TEXT_BYTES], first[SHAPE_TEXT_BYTES];
  const Dtype dtype = tensor->shape.dtype;
  if (dtype != DTYPE_FLOAT && dtype != DTYPE_DOUBLE) {
    reply_error(ctx, "ERR tensor '%s' has type %s: only FLOAT and DOUBLE can be averaged",
                key_text(sources->keys[index], key), dtype_name(dtype));
    return false;
  }
  if (index == 0 || shape_equals(&tensor->shape, &sources->shape))
    return true;
  shape_describe(&tensor->shape, shape, sizeof shape);
  shape_describe(&sources->shape, first, sizeof first);
  reply_error(ctx, "ERR tensor '%s' is %s, but the first one is %s: all must be alike",
              key_text(sources->keys[index], key), shape, first);
  return false;
}

static bool collect(RedisModuleCtx *ctx, Sources *sources) {
  sources->data = RedisModule_Alloc(sources->count * sizeof *sources->data);
  for (size_t i = 0; i < sources->count; i++) {
    const Tensor *tensor = tensor_at(ctx, sources->keys[i]);
    if (tensor == NULL || !is_averageable(ctx, sources, i, tensor))
      return false;
    sources->shape = tensor->shape;
    sources->elements = tensor->count;
    sources->data[i] = tensor->data;
  }
  return true;
}

static size_t average(const Sources *sources, void *out) {
  if (sources->shape.dtype == DTYPE_FLOAT)
    return kernel_mean_float(out, sources->data, sources->count, sources->elements,
                             sources->check_finite);
  return kernel_mean_double(out, sources->data, sources->count, sources->elements,
                            sources->check_finite);
}

static size_t first_not_finite(const Sources *sources, size_t source) {
  if (sources->shape.dtype == DTYPE_FLOAT)
    return kernel_first_not_finite_float(sources->data[source], sources->elements);
  return kernel_first_not_finite_double(sources->data[source], sources->elements);
}

/* A sum was NaN or infinite: finds out whose fault it is. Finite floats cannot overflow a double
 * sum; finite doubles can. */
static void reply_not_finite(RedisModuleCtx *ctx, const Sources *sources, size_t sum_index) {
  char text[KEY_TEXT_BYTES];
  for (size_t i = 0; i < sources->count; i++) {
    const size_t index = first_not_finite(sources, i);
    if (index == KERNEL_NO_INDEX)
      continue;
    reply_error(ctx, "ERR tensor '%s' has a NaN or infinity at element %zu: nothing was averaged",
                key_text(sources->keys[i], text), index);
    return;
  }
  reply_error(ctx, "ERR the sum of element %zu is not finite: nothing was averaged", sum_index);
}

/* Computes into the existing tensor, or with CHECKFINITE into a new one, because the values are
 * checked while they are summed, which saves reading them twice. */
static bool compute(RedisModuleCtx *ctx, const Sources *sources, RedisModuleKey *key,
                    Tensor *existing) {
  const bool same = existing != NULL && shape_equals(&existing->shape, &sources->shape);
  Tensor *fresh = NULL;
  if (!same || sources->check_finite) {
    fresh = tensor_new_unset(&sources->shape);
    if (fresh == NULL) {
      reply_error(ctx, "ERR not enough memory for a tensor of %zu bytes",
                  sources->elements * dtype_size(sources->shape.dtype));
      return false;
    }
  }
  const size_t bad = average(sources, fresh != NULL ? fresh->data : existing->data);
  if (bad != KERNEL_NO_INDEX) {
    tensor_free(fresh);
    reply_not_finite(ctx, sources, bad);
    return false;
  }
  if (!same) {
    store_tensor(key, fresh);
    return true;
  }
  if (fresh != NULL) {
    tensor_swap_data(existing, fresh);
    tensor_free(fresh);
  }
  RedisModule_SetExpire(key, REDISMODULE_NO_EXPIRE);
  return true;
}

static bool mean(RedisModuleCtx *ctx, RedisModuleString *destination, Sources *sources) {
  RedisModuleKey *key;
  Tensor *existing;
  if (!open_for_writing(ctx, destination, &key, &existing))
    return false;
  const bool done = collect(ctx, sources) && compute(ctx, sources, key, existing);
  RedisModule_CloseKey(key);
  return done;
}

/* AI.TENSORMEAN destination count key [key ...] [CHECKFINITE]
 * Element by element: the sum in double in the order of the keys, divided by count, rounded once to
 * the tensors' type. The destination may be one of the keys. CHECKFINITE refuses NaN and infinity.
 * Replies OK. */
int command_tensormean(RedisModuleCtx *ctx, RedisModuleString **argv, int argc) {
  if (RedisModule_IsKeysPositionRequest(ctx))
    return report_keys(ctx, argv, argc);
  if (argc < 4)
    return RedisModule_WrongArity(ctx);
  Sources sources;
  if (!parse(ctx, argv, argc, &sources))
    return REDISMODULE_OK;
  const bool done = mean(ctx, argv[1], &sources);
  RedisModule_Free(sources.data);
  if (!done)
    return REDISMODULE_OK;
  changed(ctx, "ai.tensormean", argv[1]);
  return RedisModule_ReplyWithSimpleString(ctx, "OK");
}
