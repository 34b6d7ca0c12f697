/* How a tensor is saved, loaded, copied, measured and compared.
 *
 * RDB value, encoding version 1: dtype, ndims, dims (unsigned integers), then the data in strings of
 * PERSIST_CHUNK_BYTES, the last one shorter. Pieces keep the memory for loading small and stay below
 * the sizes at which the server's compression of long strings breaks.
 * What is loaded is input: it may come from RESTORE with any content. Nothing is believed that is
 * not checked, and a value that fails is refused with a line in the log. */
#include "tensor.h"

#include <string.h>

static size_t chunk_at(const Tensor *tensor, size_t offset) {
  size_t left = tensor->bytes - offset;
  return left < PERSIST_CHUNK_BYTES ? left : PERSIST_CHUNK_BYTES;
}

static void save(RedisModuleIO *rdb, void *value) {
  const Tensor *tensor = value;
  RedisModule_SaveUnsigned(rdb, (uint64_t)tensor->shape.dtype);
  RedisModule_SaveUnsigned(rdb, (uint64_t)tensor->shape.ndims);
  for (int i = 0; i < tensor->shape.ndims; i++)
    RedisModule_SaveUnsigned(rdb, (uint64_t)tensor->shape.dims[i]);
  for (size_t offset = 0; offset < tensor->bytes; offset += PERSIST_CHUNK_BYTES)
    RedisModule_SaveStringBuffer(rdb, (const char *)tensor->data + offset,
                                 chunk_at(tensor, offset));
}

/* Returns NULL, or what is wrong. */
static const char *load_shape(RedisModuleIO *rdb, Shape *shape) {
  uint64_t dtype = RedisModule_LoadUnsigned(rdb);
  uint64_t ndims = RedisModule_LoadUnsigned(rdb);
  if (RedisModule_IsIOError(rdb))
    return "the value ends early";
  if (dtype > DTYPE_BOOL || dtype_name((Dtype)dtype) == NULL)
    return "unknown data type";
  if (ndims > TENSOR_MAX_DIMS)
    return "too many dimensions";
  *shape = (Shape){.dtype = (Dtype)dtype, .ndims = (int)ndims};
  for (int i = 0; i < shape->ndims; i++) {
    uint64_t dim = RedisModule_LoadUnsigned(rdb);
    if (RedisModule_IsIOError(rdb))
      return "the value ends early";
    if (dim < 1 || dim > INT64_MAX)
      return "a dimension is out of range";
    shape->dims[i] = (int64_t)dim;
  }
  return NULL;
}

static const char *load_chunk(RedisModuleIO *rdb, Tensor *tensor, size_t offset) {
  size_t length = 0;
  char *chunk = RedisModule_LoadStringBuffer(rdb, &length);
  const char *wrong = NULL;
  if (chunk == NULL || RedisModule_IsIOError(rdb))
    wrong = "the data end early";
  else if (length != chunk_at(tensor, offset))
    wrong = "the length of the data does not match the shape";
  else
    memcpy((char *)tensor->data + offset, chunk, length);
  if (chunk != NULL)
    RedisModule_Free(chunk);
  return wrong;
}

static void *load(RedisModuleIO *rdb, int encver) {
  Tensor *tensor = NULL;
  Shape shape;
  const char *wrong = encver == TENSOR_ENCODING_VERSION ? load_shape(rdb, &shape)
                                                        : "unknown encoding version";
  if (wrong != NULL)
    goto refuse;
  tensor = tensor_new_unset(&shape);
  wrong = tensor == NULL ? "the shape is too large for this server" : NULL;
  for (size_t offset = 0; wrong == NULL && offset < tensor->bytes; offset += PERSIST_CHUNK_BYTES)
    wrong = load_chunk(rdb, tensor, offset);
  if (wrong == NULL)
    return tensor;
refuse:
  tensor_free(tensor);
  RedisModule_LogIOError(rdb, "warning", "refused a tensor (encoding version %d): %s", encver,
                         wrong);
  return NULL;
}

static void emit_shape(RedisModuleIO *aof, RedisModuleString *key, const Tensor *tensor) {
  RedisModuleString *dims[TENSOR_MAX_DIMS];
  size_t ndims = (size_t)tensor->shape.ndims;
  for (size_t i = 0; i < ndims; i++)
    dims[i] = RedisModule_CreateStringFromLongLong(NULL, tensor->shape.dims[i]);
  const char *dtype = dtype_name(tensor->shape.dtype);
  if (tensor->bytes <= PERSIST_CHUNK_BYTES)
    RedisModule_EmitAOF(aof, "AI.TENSORSET", "scvcb", key, dtype, dims, ndims, "BLOB",
                        (char *)tensor->data, tensor->bytes);
  else if (ndims > 0)
    RedisModule_EmitAOF(aof, "AI.TENSORSET", "scv", key, dtype, dims, ndims);
  for (size_t i = 0; i < ndims; i++)
    RedisModule_FreeString(NULL, dims[i]);
}

/* A small tensor is one command; a large one is zeros, filled range by range. */
static void rewrite(RedisModuleIO *aof, RedisModuleString *key, void *value) {
  const Tensor *tensor = value;
  emit_shape(aof, key, tensor);
  if (tensor->bytes <= PERSIST_CHUNK_BYTES)
    return;
  size_t element = dtype_size(tensor->shape.dtype);
  for (size_t offset = 0; offset < tensor->bytes; offset += PERSIST_CHUNK_BYTES)
    RedisModule_EmitAOF(aof, "AI.TENSORSETRANGE", "slcb", key, (long long)(offset / element),
                        "BLOB", (char *)tensor->data + offset, chunk_at(tensor, offset));
}

static size_t mem_usage(const void *value) {
  const Tensor *tensor = value;
  return sizeof *tensor + tensor->bytes;
}

static void digest(RedisModuleDigest *md, void *value) {
  const Tensor *tensor = value;
  RedisModule_DigestAddLongLong(md, (long long)tensor->shape.dtype);
  for (int i = 0; i < tensor->shape.ndims; i++)
    RedisModule_DigestAddLongLong(md, tensor->shape.dims[i]);
  RedisModule_DigestAddStringBuffer(md, tensor->data, tensor->bytes);
  RedisModule_DigestEndSequence(md);
}

static void *copy(RedisModuleString *from, RedisModuleString *to, const void *value) {
  (void)from;
  (void)to;
  const Tensor *tensor = value;
  Tensor *twin = tensor_new_unset(&tensor->shape);
  if (twin != NULL)
    memcpy(twin->data, tensor->data, tensor->bytes);
  return twin;
}

int tensor_type_register(RedisModuleCtx *ctx) {
  RedisModuleTypeMethods methods = {
      .version = REDISMODULE_TYPE_METHOD_VERSION_WITH_COPY,
      .rdb_load = load,
      .rdb_save = save,
      .aof_rewrite = rewrite,
      .mem_usage = mem_usage,
      .digest = digest,
      .free = tensor_free,
      .copy = copy,
  };
  TensorType = RedisModule_CreateDataType(ctx, TENSOR_TYPE_NAME, TENSOR_ENCODING_VERSION, &methods);
  return TensorType == NULL ? REDISMODULE_ERR : REDISMODULE_OK;
}

RedisModuleType *TensorType;
