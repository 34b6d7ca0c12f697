#include "modelupdate.h"

typedef struct {
  Tensor *params;
  const Tensor *gradients;
  RedisModuleKey *keys[UPDATE_MAX_STATE]; /* of the tensors that are kept; open */
  Tensor *state[UPDATE_MAX_STATE];        /* NULL if a key is empty */
  bool created[UPDATE_MAX_STATE];         /* not yet in their keys: still ours */
} UpdateTensors;

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

/* Moments belong to a step: an empty key after the first one means that they were lost, and a full
 * one at the first that they are of another training. */
static bool fits_step(RedisModuleCtx *ctx, const Tensor *moment, const char *name,
                      long long step) {
  if (step == 1 && moment != NULL)
    reply_error(ctx, "ERR there are %s already, which step 1 creates: go on at their step, or "
                     "delete them", name);
  else if (step > 1 && moment == NULL)
    reply_error(ctx, "ERR the %s are missing at step %lld: only step 1 creates them", name, step);
  else
    return true;
  return false;
}

static bool check_state(RedisModuleCtx *ctx, const UpdateTensors *tensors,
                        const UpdateArguments *arguments) {
  for (int i = 0; i < arguments->state.count; i++) {
    const Tensor *kept = tensors->state[i];
    const char *name = update_state_name(arguments, i);
    if ((arguments->adam && !fits_step(ctx, kept, name, arguments->step)) ||
        (kept != NULL && !alike(ctx, tensors->params, kept, name)))
      return false;
  }
  return true;
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
      !check_state(ctx, tensors, arguments))
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

/* Makes what the first step has to make, without storing it yet. */
static bool create_state(RedisModuleCtx *ctx, UpdateTensors *tensors,
                         const UpdateArguments *arguments) {
  const Shape *shape = &tensors->params->shape;
  for (int i = 0; i < arguments->state.count; i++) {
    if (tensors->state[i] != NULL)
      continue;
    /* Moments start at zero; the first step overwrites a velocity. */
    tensors->state[i] = arguments->adam ? tensor_new_zero(shape) : tensor_new_unset(shape);
    tensors->created[i] = tensors->state[i] != NULL;
    if (tensors->created[i])
      continue;
    reply_error(ctx, "ERR not enough memory for %s of %zu bytes",
                update_state_name(arguments, i), tensors->params->bytes);
    return false;
  }
  return true;
}

static void step_sgd(const UpdateTensors *tensors, const UpdateArguments *arguments) {
  const SgdOptions options = {.learning_rate = arguments->learning_rate,
                              .momentum = arguments->momentum,
                              .weight_decay = arguments->weight_decay,
                              .nesterov = arguments->nesterov,
                              .first_step = tensors->created[0]};
  Tensor *params = tensors->params;
  void *velocity = tensors->state[0] == NULL ? NULL : tensors->state[0]->data;
  if (params->shape.dtype == DTYPE_FLOAT)
    kernel_sgd_float(params->data, tensors->gradients->data, velocity, params->count, &options);
  else
    kernel_sgd_double(params->data, tensors->gradients->data, velocity, params->count, &options);
}

static void step_adam(const UpdateTensors *tensors, const UpdateArguments *arguments) {
  const AdamOptions options = {.learning_rate = arguments->learning_rate,
                               .beta1 = arguments->beta1,
                               .beta2 = arguments->beta2,
                               .epsilon = arguments->epsilon,
                               .weight_decay = arguments->weight_decay,
                               .decoupled = arguments->decoupled,
                               .step = (unsigned long long)arguments->step};
  Tensor *params = tensors->params;
  void *first = tensors->state[0]->data, *second = tensors->state[1]->data;
  if (params->shape.dtype == DTYPE_FLOAT)
    kernel_adam_float(params->data, tensors->gradients->data, first, second, params->count,
                      &options);
  else
    kernel_adam_double(params->data, tensors->gradients->data, first, second, params->count,
                       &options);
}

/* With all keys open. */
static bool update(RedisModuleCtx *ctx, UpdateTensors *tensors, const UpdateArguments *arguments) {
  if (!check_tensors(ctx, tensors, arguments) || !create_state(ctx, tensors, arguments))
    return false;
  if (arguments->adam)
    step_adam(tensors, arguments);
  else
    step_sgd(tensors, arguments);
  for (int i = 0; i < arguments->state.count; i++)
    if (tensors->created[i]) {
      store_tensor(tensors->keys[i], tensors->state[i]);
      tensors->created[i] = false;
    }
  return true;
}

static bool open_and_update(RedisModuleCtx *ctx, RedisModuleString **argv, UpdateTensors *tensors,
                            const UpdateArguments *arguments) {
  int open = 0;
  while (open < arguments->state.count &&
         open_for_writing(ctx, argv[arguments->state.at[open]], &tensors->keys[open],
                          &tensors->state[open]))
    open++;
  const bool done = open == arguments->state.count && update(ctx, tensors, arguments);
  for (int i = 0; i < open; i++) {
    if (tensors->created[i])
      tensor_free(tensors->state[i]);
    RedisModule_CloseKey(tensors->keys[i]);
  }
  return done;
}

/* AI.MODELUPDATE params learning-rate gradients
 *                [MOMENTUM factor velocity-key [NESTEROV] |
 *                 ADAM beta1 beta2 epsilon step first-moment-key second-moment-key [DECOUPLED]]
 *                [WEIGHTDECAY factor] [CHECKFINITE]
 * One step of stochastic gradient descent, Adam or, with DECOUPLED, AdamW, as PyTorch defines them
 * (kernels.h has the formulas). An empty velocity key is the first step and is created; the moments
 * are created by step 1, and no other. CHECKFINITE refuses gradients with NaN or infinity. Replies
 * OK. */
int command_modelupdate(RedisModuleCtx *ctx, RedisModuleString **argv, int argc) {
  if (RedisModule_IsKeysPositionRequest(ctx))
    return update_report_keys(ctx, argv, argc);
  if (argc < 4)
    return RedisModule_WrongArity(ctx);
  UpdateArguments arguments;
  UpdateTensors tensors = {.params = NULL};
  if (!update_parse(ctx, argv, argc, &arguments) || tensor_at(ctx, argv[UPDATE_PARAMS]) == NULL ||
      (tensors.gradients = tensor_at(ctx, argv[UPDATE_GRADIENTS])) == NULL)
    return REDISMODULE_OK;
  RedisModuleKey *params_key;
  if (!open_for_writing(ctx, argv[UPDATE_PARAMS], &params_key, &tensors.params))
    return REDISMODULE_OK;
  const bool done = open_and_update(ctx, argv, &tensors, &arguments);
  RedisModule_CloseKey(params_key);
  if (!done)
    return REDISMODULE_OK;
  changed(ctx, "ai.modelupdate", argv[UPDATE_PARAMS]);
  for (int i = 0; i < arguments.state.count; i++)
    RedisModule_NotifyKeyspaceEvent(ctx, REDISMODULE_NOTIFY_MODULE, "ai.modelupdate",
                                    argv[arguments.state.at[i]]);
  return RedisModule_ReplyWithSimpleString(ctx, "OK");
}
