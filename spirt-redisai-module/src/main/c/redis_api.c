#include "redis_api.h"

#include <string.h>

#define DEFINE(result, name, parameters) result(*RedisModule_##name) parameters;
REDIS_API_REQUIRED(DEFINE)
REDIS_API_OPTIONAL(DEFINE)
#undef DEFINE

typedef int (*GetApi)(const char *name, void *target);

/* The look-up function is the first word of the context. */
static GetApi get_api_of(RedisModuleCtx *ctx) {
  GetApi get_api;
  memcpy(&get_api, ctx, sizeof get_api);
  return get_api;
}

const char *redis_api_init(RedisModuleCtx *ctx) {
  GetApi get_api = get_api_of(ctx);
#define LOOK_UP(result, name, parameters)                                                          \
  if (get_api("RedisModule_" #name, &RedisModule_##name) != REDISMODULE_OK)                        \
    return "RedisModule_" #name;
  REDIS_API_REQUIRED(LOOK_UP)
#undef LOOK_UP
#define LOOK_UP(result, name, parameters)                                                          \
  if (get_api("RedisModule_" #name, &RedisModule_##name) != REDISMODULE_OK)                        \
    RedisModule_##name = NULL;
  REDIS_API_OPTIONAL(LOOK_UP)
#undef LOOK_UP
  return NULL;
}
