#include "command.h"
#include "kernels.h"

#include <math.h>

#define FIRST_OPTION 4

typedef struct {
  SgdOptions sgd;
  int velocity_at; /* argument of the velocity key; 0 without momentum */
  bool check_finite;
} UpdateArguments;

typedef struct {
  Tensor *params;
  const Tensor *gradients;
  Tensor *velocity; /* NULL if absent */
} UpdateTensors;

/* Where the velocity key is, or 0. Also answers when the other options are not valid. */
static int velocity_position(RedisModuleString **argv, int argc) {
  for (int i = FIRST_OPTION; i < argc; i++) {
    if (argument_is(argv[i], "MOMENTUM"))
      return i + 2 < argc ? i + 2 : 0;
    if (argument_is(argv[i], "WEIGHTDECAY"))
      i++;
  }
  return 0;
}

/* The server asks, because no key specification can say "the second argument after MOMENTUM". */
static int report_keys(RedisModuleCtx *ctx, RedisModuleString **argv, int argc) {
  const int change =
      REDISMODULE_CMD_KEY_RW | REDISMODULE_CMD_KEY_ACCESS | REDISMODULE_CMD_KEY_UPDATE;
  const int velocity = velocity_position(argv, argc);
  if (argc > 1)
    report_key(ctx, 1, change);
  if (argc > 3)
    report_key(ctx, 3, REDISMODULE_CMD_KEY_RO | REDISMODULE_CMD_KEY_ACCESS);
  if (velocity > 0)
    report_key(ctx, velocity, change);
  return REDISMODULE_OK;
}

static bool parse_factor(RedisModuleCtx *ctx, const RedisModuleString *argument, const char *name,
                         double limit, double *factor) {
  char text[KEY_TEXT_BYTES];
  if (RedisModule_StringToDouble(argument, factor) == REDISMODULE_OK && isfinite(*factor) &&
      *factor >= 0 && *factor <= limit)
    return true;
  reply_error(ctx, "ERR invalid %s '%s': a number from 0 to %g is expected", name,
              key_text(argument, text), limit);
  return false;
}

/* Parses the option at *at and moves *at to its last argument. */
static bool parse_option(RedisModuleCtx *ctx, RedisModuleString **argv, int argc, int *at,
                         UpdateArguments *arguments) {
  char text[KEY_TEXT_BYTES];
  const RedisModuleString *option = argv[*at];
  const int left = argc - *at - 1;
  if (argument_is(option, "MOMENTUM") && left >= 2 && arguments->velocity_at == 0) {
    arguments->velocity_at = *at + 2;
    *at += 2;
    return parse_factor(ctx, argv[*at - 1], "momentum", 1, &arguments->sgd.momentum);
  }
  if (argument_is(option, "WEIGHTDECAY") && left >= 1) {
    *at += 1;
    return parse_factor(ctx, argv[*at], "weight decay", UPDATE_MAX_WEIGHT_DECAY,
                        &arguments->sgd.weight_decay);
  }
  if (argument_is(option, "NESTEROV"))
    return arguments->sgd.nesterov = true;
  if (argument_is(option, "CHECKFINITE"))
    return arguments->check_finite = true;
  reply_error(ctx,
              "ERR syntax error at '%s': MOMENTUM factor velocity-key, NESTEROV, WEIGHTDECAY "
              "factor or CHECKFINITE is expected",
              key_text(option, text));
  return false;
}

static bool parse(RedisModuleCtx *ctx, RedisModuleString **argv, int argc,
                  UpdateArguments *arguments) {
  *arguments = (UpdateArguments){.velocity_at = 0};
  if (!parse_factor(ctx, argv[2], "learning rate", UPDATE_MAX_LEARNING_RATE,
                    &arguments->sgd.learning_rate))
    return false;
  for (int at = FIRST_OPTION; at < argc; at++)
    if (!parse_option(ctx, argv, argc, &at, arguments))
      return false;
  if (arguments->sgd.nesterov && !(arguments->sgd.momentum > 0)) {
    reply_error(ctx, "ERR NESTEROV needs a momentum above 0: add MOMENTUM factor velocity-key");
    return false;
  }
  return true;
}

static bool distinct(RedisModuleCtx *ctx, RedisModuleString **argv, int velocity_at) {
  bool same = RedisModule_StringCompare(argv[1], argv[3]) == 0;
  if (velocity_at > 0)
    same = same || RedisModule_StringCompare(argv[1], argv[velocity_at]) == 0 ||
           RedisModule_StringCompare(argv[3], argv[velocity_at]) == 0;
  if (same)
    reply_error(ctx, "ERR params, gradients and velocity must be three different keys");
  return !same;
}

static bool alike(RedisModuleCtx *ctx, const Tensor *params, const Tensor *other,
                  const char *name) {
  char expected[SHAPE_TEXT_BYTES], given[SHAPE_TEXT_BYTES];
  if (shape_equals(&params->shape, &other->shape))
    return true;
  shape_describe(&params->shape, expected, sizeof expected);
  shape_describe(&other->shape, given, sizeof given);
  reply_error(ctx, "ERR the %s are %s, but the params are %s: they must be alike", name, given,
              expected);
  return false;
}

static bool check_tensors(RedisModuleCtx *ctx, const UpdateTensors *tensors,
                          const UpdateArguments *arguments) {
  const Tensor *gradients = tensors->gradients;
  const Dtype dtype = tensors->params->shape.dtype;
  if (dtype != DTYPE_FLOAT && dtype != DTYPE_DOUBLE) {
    reply_error(ctx, "ERR the params have type %s: only FLOAT and DOUBLE can be updated",
                dtype_name(dtype));
    return false;
  }
  if (!alike(ctx, tensors->params, gradients, "gradients") ||
      (tensors->velocity != NULL && !alike(ctx, tensors->params, tensors->velocity, "velocities")))
    return false;
  if (!arguments->check_finite)
    return true;
  const size_t bad = dtype == DTYPE_FLOAT
                         ? kernel_first_not_finite_float(gradients->data, gradients->count)
                         : kernel_first_not_finite_double(gradients->data, gradients->count);
  if (bad != KERNEL_NO_INDEX)
    reply_error(ctx, "ERR the gradients have a NaN or infinity at element %zu: nothing was updated",
                bad);
  return bad == KERNEL_NO_INDEX;
}

static void step(const UpdateTensors *tensors, const SgdOptions *options) {
  void *velocity = tensors->velocity == NULL ? NULL : tensors->velocity->data;
  const void *gradients = tensors->gradients->data;
  if (tensors->params->shape.dtype == DTYPE_FLOAT)
    kernel_sgd_float(tensors->params->data, gradients, velocity, tensors->params->count, options);
  else
    kernel_sgd_double(tensors->params->data, gradients, velocity, tensors->params->count, options);
}

/* With a velocity key that is opened, and empty at the first step. */
static bool update_with_momentum(RedisModuleCtx *ctx, RedisModuleKey *velocity_key,
                                 UpdateTensors *tensors, UpdateArguments *arguments) {
  if (!check_tensors(ctx, tensors, arguments))
    return false;
  arguments->sgd.first_step = tensors->velocity == NULL;
  if (arguments->sgd.first_step) {
    tensors->velocity = tensor_new_unset(&tensors->params->shape);
    if (tensors->velocity == NULL) {
      reply_error(ctx, "ERR not enough memory for velocities of %zu bytes",
                  tensors->params->bytes);
      return false;
    }
  }
  step(tensors, &arguments->sgd);
  if (arguments->sgd.first_step)
    store_tensor(velocity_key, tensors->velocity);
  return true;
}

static bool update(RedisModuleCtx *ctx, RedisModuleString **argv, UpdateTensors *tensors,
                   UpdateArguments *arguments) {
  if (arguments->velocity_at == 0) {
    if (!check_tensors(ctx, tensors, arguments))
      return false;
    step(tensors, &arguments->sgd);
    return true;
  }
  RedisModuleKey *velocity_key;
  if (!open_for_writing(ctx, argv[arguments->velocity_at], &velocity_key, &tensors->velocity))
    return false;
  const bool done = update_with_momentum(ctx, velocity_key, tensors, arguments);
  RedisModule_CloseKey(velocity_key);
  return done;
}

/* AI.MODELUPDATE params learning-rate gradients [MOMENTUM factor velocity-key] [NESTEROV]
 *                [WEIGHTDECAY factor] [CHECKFINITE]
 * One step of stochastic gradient descent as PyTorch defines it (kernels.h has the formula). An
 * empty velocity key is the first step and is created. CHECKFINITE refuses gradients with NaN or
 * infinity. Replies OK. */
int command_modelupdate(RedisModuleCtx *ctx, RedisModuleString **argv, int argc) {
  if (RedisModule_IsKeysPositionRequest(ctx))
    return report_keys(ctx, argv, argc);
  if (argc < 4)
    return RedisModule_WrongArity(ctx);
  UpdateArguments arguments;
  UpdateTensors tensors = {.velocity = NULL};
  if (!parse(ctx, argv, argc, &arguments) || !distinct(ctx, argv, arguments.velocity_at) ||
      tensor_at(ctx, argv[1]) == NULL || (tensors.gradients = tensor_at(ctx, argv[3])) == NULL)
    return REDISMODULE_OK;
  RedisModuleKey *params_key;
  if (!open_for_writing(ctx, argv[1], &params_key, &tensors.params))
    return REDISMODULE_OK;
  const bool done = update(ctx, argv, &tensors, &arguments);
  RedisModule_CloseKey(params_key);
  if (!done)
    return REDISMODULE_OK;
  changed(ctx, "ai.modelupdate", argv[1]);
  if (arguments.velocity_at > 0)
    RedisModule_NotifyKeyspaceEvent(ctx, REDISMODULE_NOTIFY_MODULE, "ai.modelupdate",
                                    argv[arguments.velocity_at]);
  return RedisModule_ReplyWithSimpleString(ctx, "OK");
}
