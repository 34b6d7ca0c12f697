#include "modelupdate.h"

#include <math.h>

#define FIRST_OPTION 4
#define MOMENTUM_ARGUMENTS 2
#define ADAM_ARGUMENTS 6
#define ADAM_STEP 4 /* after ADAM; the keys follow */

const char *update_state_name(const UpdateArguments *arguments, int index) {
  if (!arguments->adam)
    return "velocities";
  return index == 0 ? "first moments" : "second moments";
}

/* The keys of what is kept. Also answers when the other options are not valid, and passes over
 * arguments as the parser does, so that both find the same keys. */
static UpdateState find_state(RedisModuleString **argv, int argc) {
  for (int i = FIRST_OPTION; i < argc; i++) {
    const int left = argc - i - 1;
    if (argument_is(argv[i], "MOMENTUM") && left >= MOMENTUM_ARGUMENTS)
      return (UpdateState){1, {i + 2, 0}};
    if (argument_is(argv[i], "ADAM") && left >= ADAM_ARGUMENTS)
      return (UpdateState){2, {i + ADAM_STEP + 1, i + ADAM_STEP + 2}};
    if (argument_is(argv[i], "WEIGHTDECAY"))
      i++;
  }
  return (UpdateState){0, {0, 0}};
}

/* The server asks, because no key specification can say "the second argument after MOMENTUM". */
int update_report_keys(RedisModuleCtx *ctx, RedisModuleString **argv, int argc) {
  const int change =
      REDISMODULE_CMD_KEY_RW | REDISMODULE_CMD_KEY_ACCESS | REDISMODULE_CMD_KEY_UPDATE;
  const UpdateState state = find_state(argv, argc);
  if (argc > UPDATE_PARAMS)
    report_key(ctx, UPDATE_PARAMS, change);
  if (argc > UPDATE_GRADIENTS)
    report_key(ctx, UPDATE_GRADIENTS, REDISMODULE_CMD_KEY_RO | REDISMODULE_CMD_KEY_ACCESS);
  for (int i = 0; i < state.count; i++)
    report_key(ctx, state.at[i], change);
  return REDISMODULE_OK;
}

static bool is_number(const RedisModuleString *argument, double *number) {
  return RedisModule_StringToDouble(argument, number) == REDISMODULE_OK && isfinite(*number);
}

static bool parse_factor(RedisModuleCtx *ctx, const RedisModuleString *argument, const char *name,
                         double limit, double *factor) {
  char text[KEY_TEXT_BYTES];
  if (is_number(argument, factor) && *factor >= 0 && *factor <= limit)
    return true;
  reply_error(ctx, "ERR invalid %s '%s': a number from 0 to %g is expected", name,
              key_text(argument, text), limit);
  return false;
}

/* With 1 the moment would keep its first value for ever, and the bias correction divide by 0. */
static bool parse_beta(RedisModuleCtx *ctx, const RedisModuleString *argument, const char *name,
                       double *beta) {
  char text[KEY_TEXT_BYTES];
  if (is_number(argument, beta) && *beta >= 0 && *beta < 1)
    return true;
  reply_error(ctx, "ERR invalid %s '%s': a number from 0 to below 1 is expected", name,
              key_text(argument, text));
  return false;
}

static bool parse_epsilon(RedisModuleCtx *ctx, const RedisModuleString *argument,
                          double *epsilon) {
  char text[KEY_TEXT_BYTES];
  if (is_number(argument, epsilon) && *epsilon >= UPDATE_MIN_EPSILON &&
      *epsilon <= UPDATE_MAX_EPSILON)
    return true;
  reply_error(ctx, "ERR invalid epsilon '%s': a number from %g to %g is expected",
              key_text(argument, text), (double)UPDATE_MIN_EPSILON, (double)UPDATE_MAX_EPSILON);
  return false;
}

static bool parse_step(RedisModuleCtx *ctx, const RedisModuleString *argument, long long *step) {
  char text[KEY_TEXT_BYTES];
  if (RedisModule_StringToLongLong(argument, step) == REDISMODULE_OK && *step >= 1 &&
      *step <= UPDATE_MAX_STEP)
    return true;
  reply_error(ctx, "ERR invalid step '%s': a whole number from 1 to %lld is expected",
              key_text(argument, text), (long long)UPDATE_MAX_STEP);
  return false;
}

static bool parse_adam(RedisModuleCtx *ctx, RedisModuleString **argv, UpdateArguments *arguments) {
  return arguments->adam = parse_beta(ctx, argv[1], "beta1", &arguments->beta1) &&
                           parse_beta(ctx, argv[2], "beta2", &arguments->beta2) &&
                           parse_epsilon(ctx, argv[3], &arguments->epsilon) &&
                           parse_step(ctx, argv[ADAM_STEP], &arguments->step);
}

/* Parses the option at *at and moves *at to its last argument. */
static bool parse_option(RedisModuleCtx *ctx, RedisModuleString **argv, int argc, int *at,
                         UpdateArguments *arguments) {
  char text[KEY_TEXT_BYTES];
  const RedisModuleString *option = argv[*at];
  const int left = argc - *at - 1;
  UpdateState *state = &arguments->state;
  if (argument_is(option, "MOMENTUM") && left >= MOMENTUM_ARGUMENTS && state->count == 0) {
    *at += MOMENTUM_ARGUMENTS;
    *state = (UpdateState){1, {*at, 0}};
    return parse_factor(ctx, argv[*at - 1], "momentum", 1, &arguments->momentum);
  }
  if (argument_is(option, "ADAM") && left >= ADAM_ARGUMENTS && state->count == 0) {
    *at += ADAM_ARGUMENTS;
    *state = (UpdateState){2, {*at - 1, *at}};
    return parse_adam(ctx, argv + *at - ADAM_ARGUMENTS, arguments);
  }
  if (argument_is(option, "WEIGHTDECAY") && left >= 1) {
    *at += 1;
    return parse_factor(ctx, argv[*at], "weight decay", UPDATE_MAX_WEIGHT_DECAY,
                        &arguments->weight_decay);
  }
  if (argument_is(option, "NESTEROV"))
    return arguments->nesterov = true;
  if (argument_is(option, "DECOUPLED"))
    return arguments->decoupled = true;
  if (argument_is(option, "CHECKFINITE"))
    return arguments->check_finite = true;
  reply_error(ctx,
              "ERR syntax error at '%s': MOMENTUM factor velocity-key, NESTEROV, ADAM beta1 beta2 "
              "epsilon step first-moment-key second-moment-key, DECOUPLED, WEIGHTDECAY factor or "
              "CHECKFINITE is expected; MOMENTUM and ADAM exclude each other",
              key_text(option, text));
  return false;
}

static bool parse_options(RedisModuleCtx *ctx, RedisModuleString **argv, int argc,
                          UpdateArguments *arguments) {
  for (int at = FIRST_OPTION; at < argc; at++)
    if (!parse_option(ctx, argv, argc, &at, arguments))
      return false;
  if (arguments->nesterov && !(arguments->momentum > 0)) {
    reply_error(ctx, "ERR NESTEROV needs a momentum above 0: add MOMENTUM factor velocity-key");
    return false;
  }
  if (arguments->decoupled && !arguments->adam) {
    reply_error(ctx, "ERR DECOUPLED is of ADAM: without it the weight decay is in the gradient");
    return false;
  }
  return true;
}

static bool distinct(RedisModuleCtx *ctx, RedisModuleString **argv, const UpdateState *state) {
  const int at[] = {UPDATE_PARAMS, UPDATE_GRADIENTS, state->at[0], state->at[1]};
  for (int i = 0; i < 2 + state->count; i++)
    for (int j = 0; j < i; j++)
      if (RedisModule_StringCompare(argv[at[i]], argv[at[j]]) == 0) {
        reply_error(ctx, "ERR params, gradients and %s must be %s different keys",
                    state->count == 2 ? "the two moments" : "velocity",
                    state->count == 2 ? "four" : "three");
        return false;
      }
  return true;
}

bool update_parse(RedisModuleCtx *ctx, RedisModuleString **argv, int argc,
                  UpdateArguments *arguments) {
  *arguments = (UpdateArguments){.state = {0, {0, 0}}};
  return parse_factor(ctx, argv[2], "learning rate", UPDATE_MAX_LEARNING_RATE,
                      &arguments->learning_rate) &&
         parse_options(ctx, argv, argc, arguments) && distinct(ctx, argv, &arguments->state);
}
