#include "command.h"

#include <string.h>

typedef enum { NO_DATA, DATA_BLOB, DATA_VALUES } DataFormat;

typedef struct {
  Shape shape;
  size_t count;
  size_t bytes;
  DataFormat format;
  RedisModuleString **data; /* the arguments after BLOB or VALUES */
  int data_count;
} TensorsetArguments;

static bool is_format(const RedisModuleString *argument, DataFormat *format) {
  if (argument_is(argument, "BLOB"))
    *format = DATA_BLOB;
  else if (argument_is(argument, "VALUES"))
    *format = DATA_VALUES;
  else
    return false;
  return true;
}

/* The shape ends at BLOB, VALUES or the last argument. Returns false after an error reply. */
static bool parse_shape(RedisModuleCtx *ctx, RedisModuleString **argv, int argc,
                        TensorsetArguments *arguments) {
  Shape *shape = &arguments->shape;
  int at = 3;
  for (; at < argc && !is_format(argv[at], &arguments->format); at++) {
    long long dim;
    if (RedisModule_StringToLongLong(argv[at], &dim) != REDISMODULE_OK || dim <= 0) {
      char text[KEY_TEXT_BYTES];
      reply_error(ctx, "ERR invalid or negative value found in tensor shape: '%s'",
                  key_text(argv[at], text));
      return false;
    }
    if (shape->ndims == TENSOR_MAX_DIMS) {
      reply_error(ctx, "ERR too many dimensions in tensor shape: the limit is %d", TENSOR_MAX_DIMS);
      return false;
    }
    shape->dims[shape->ndims++] = dim;
  }
  if (!shape_measure(shape, &arguments->count, &arguments->bytes)) {
    reply_error(ctx,
                "ERR tensor shape is too large: one tensor may have %zu bytes here; split it into "
                "several tensors",
                tensor_max_bytes());
    return false;
  }
  arguments->data = argv + at + 1;
  arguments->data_count = at < argc ? argc - at - 1 : 0;
  return true;
}

/* Whether the data fit the shape; the texts are RedisAI's. */
static bool check_data(RedisModuleCtx *ctx, const TensorsetArguments *arguments) {
  if (arguments->format == DATA_BLOB && arguments->data_count != 1) {
    reply_error(ctx, "ERR a single binary string should come after the BLOB argument in "
                     "'AI.TENSORSET' command");
    return false;
  }
  if (arguments->format == DATA_VALUES && (size_t)arguments->data_count != arguments->count) {
    reply_error(ctx,
                "ERR wrong number of values was given in 'AI.TENSORSET' command: %d given, the "
                "shape has %zu",
                arguments->data_count, arguments->count);
    return false;
  }
  if (arguments->format != DATA_BLOB)
    return true;
  size_t length;
  RedisModule_StringPtrLen(arguments->data[0], &length);
  if (length == arguments->bytes)
    return true;
  reply_error(ctx,
              "ERR data length does not match tensor shape and type: %zu bytes given, %zu expected",
              length, arguments->bytes);
  return false;
}

static bool parse(RedisModuleCtx *ctx, RedisModuleString **argv, int argc,
                  TensorsetArguments *arguments) {
  size_t length;
  const char *name = RedisModule_StringPtrLen(argv[2], &length);
  *arguments = (TensorsetArguments){.format = NO_DATA};
  if (strlen(name) != length || !dtype_parse(name, &arguments->shape.dtype)) {
    char text[KEY_TEXT_BYTES];
    reply_error(ctx, "ERR invalid data type '%s': use one of " DTYPE_NAMES,
                key_text(argv[2], text));
    return false;
  }
  return parse_shape(ctx, argv, argc, arguments) && check_data(ctx, arguments);
}

static bool set_real(const RedisModuleString *text, Dtype dtype, void *element) {
  double value;
  if (RedisModule_StringToDouble(text, &value) != REDISMODULE_OK)
    return false;
  if (dtype == DTYPE_DOUBLE)
    memcpy(element, &value, sizeof value);
  else {
    const float rounded = (float)value;
    memcpy(element, &rounded, sizeof rounded);
  }
  return true;
}

static void integer_range(Dtype dtype, long long *low, long long *high) {
  const bool is_signed = dtype >= DTYPE_INT8 && dtype <= DTYPE_INT64;
  const unsigned bits = (unsigned)dtype_size(dtype) * 8;
  const unsigned long long span = bits == 64 ? ~0ull : (1ull << bits) - 1;
  *high = dtype == DTYPE_BOOL ? 1 : (long long)(is_signed ? span / 2 : span);
  *low = is_signed ? -*high - 1 : 0;
}

static bool set_integer(const RedisModuleString *text, Dtype dtype, void *element) {
  long long value, low, high;
  integer_range(dtype, &low, &high);
  if (RedisModule_StringToLongLong(text, &value) != REDISMODULE_OK || value < low || value > high)
    return false;
  memcpy(element, &value, dtype_size(dtype)); /* little-endian: the low bytes come first */
  return true;
}

/* Returns the index of the first value that is not of the type, or the number of values. */
static size_t fill_with_values(void *data, const TensorsetArguments *arguments) {
  const Dtype dtype = arguments->shape.dtype;
  const bool real = dtype == DTYPE_FLOAT || dtype == DTYPE_DOUBLE;
  char *element = data;
  for (size_t i = 0; i < arguments->count; i++, element += dtype_size(dtype)) {
    if (!(real ? set_real : set_integer)(arguments->data[i], dtype, element))
      return i;
  }
  return arguments->count;
}

static Tensor *new_tensor(RedisModuleCtx *ctx, const TensorsetArguments *arguments) {
  Tensor *tensor = arguments->format == NO_DATA ? tensor_new_zero(&arguments->shape)
                                                : tensor_new_unset(&arguments->shape);
  if (tensor == NULL) {
    reply_error(ctx, "ERR not enough memory for a tensor of %zu bytes", arguments->bytes);
    return NULL;
  }
  if (arguments->format == DATA_VALUES) {
    const size_t valid = fill_with_values(tensor->data, arguments);
    if (valid < arguments->count) {
      char text[KEY_TEXT_BYTES];
      reply_error(ctx, "ERR invalid value: '%s' at index %zu is not of type %s",
                  key_text(arguments->data[valid], text), valid,
                  dtype_name(arguments->shape.dtype));
      tensor_free(tensor);
      return NULL;
    }
  }
  return tensor;
}

/* A blob for a tensor of the same shape is written in place: that saves the memory of a second
 * tensor and the cost of fresh pages. The time to live ends, as SET ends it. */
static bool store(RedisModuleCtx *ctx, RedisModuleKey *key, Tensor *existing,
                  const TensorsetArguments *arguments) {
  Tensor *target = existing;
  const bool in_place = existing != NULL && arguments->format == DATA_BLOB &&
                        shape_equals(&existing->shape, &arguments->shape);
  if (!in_place && (target = new_tensor(ctx, arguments)) == NULL)
    return false;
  if (arguments->format == DATA_BLOB)
    memcpy(target->data, RedisModule_StringPtrLen(arguments->data[0], NULL), arguments->bytes);
  if (in_place)
    RedisModule_SetExpire(key, REDISMODULE_NO_EXPIRE);
  else
    store_tensor(key, target);
  return true;
}

/* AI.TENSORSET key FLOAT|DOUBLE|INT8|INT16|INT32|INT64|UINT8|UINT16|BOOL [dim ...]
 *              [BLOB data | VALUES value ...]
 * Without data the tensor is zero. Replies OK. */
int command_tensorset(RedisModuleCtx *ctx, RedisModuleString **argv, int argc) {
  if (argc < 4)
    return RedisModule_WrongArity(ctx);
  RedisModuleKey *key;
  Tensor *existing;
  if (!open_for_writing(ctx, argv[1], &key, &existing))
    return REDISMODULE_OK;
  TensorsetArguments arguments;
  const bool stored =
      parse(ctx, argv, argc, &arguments) && store(ctx, key, existing, &arguments);
  RedisModule_CloseKey(key);
  if (!stored)
    return REDISMODULE_OK;
  changed(ctx, "ai.tensorset", argv[1]);
  return RedisModule_ReplyWithSimpleString(ctx, "OK");
}
