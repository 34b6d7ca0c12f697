#include "command.h"
#include "sha256.h"

#include <string.h>

static void put_integer(Sha256 *sha, int64_t value) {
  sha256_update(sha, &value, sizeof value); /* little-endian, as the machine is */
}

/* AI.TENSORDIGEST key
 * Replies with 64 lower-case hexadecimal digits: the SHA-256 of
 *   the data type's name in capital ASCII letters and one zero byte,
 *   the number of dimensions and then each dimension, as little-endian 64-bit integers,
 *   the elements, little-endian, in row-major order. */
int command_tensordigest(RedisModuleCtx *ctx, RedisModuleString **argv, int argc) {
  if (argc != 2)
    return RedisModule_WrongArity(ctx);
  const Tensor *tensor = tensor_at(ctx, argv[1]);
  if (tensor == NULL)
    return REDISMODULE_OK;
  const char *dtype = dtype_name(tensor->shape.dtype);
  char hex[SHA256_HEX_BYTES];
  Sha256 sha;
  sha256_init(&sha);
  sha256_update(&sha, dtype, strlen(dtype) + 1);
  put_integer(&sha, tensor->shape.ndims);
  for (int i = 0; i < tensor->shape.ndims; i++)
    put_integer(&sha, tensor->shape.dims[i]);
  sha256_update(&sha, tensor->data, tensor->bytes);
  sha256_finish_hex(&sha, hex);
  return RedisModule_ReplyWithStringBuffer(ctx, hex, sizeof hex);
}
