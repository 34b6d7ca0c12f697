/* The arguments of AI.MODELUPDATE: what modelupdate_arguments.c reads and modelupdate.c does. */
#ifndef SPIRT_MODELUPDATE_H
#define SPIRT_MODELUPDATE_H

#include "command.h"
#include "kernels.h"

#define UPDATE_PARAMS 1    /* argument of the params' key */
#define UPDATE_GRADIENTS 3 /* argument of the gradients' key */
#define UPDATE_MAX_STATE 2

/* What an optimizer keeps from one step to the next. */
typedef struct {
  int count;                /* tensors: 0, 1 (velocity) or 2 (first and second moment) */
  int at[UPDATE_MAX_STATE]; /* arguments of their keys */
} UpdateState;

typedef struct {
  double learning_rate;
  double weight_decay;
  double momentum;
  bool nesterov;
  bool adam;
  bool decoupled;
  double beta1, beta2, epsilon;
  long long step; /* of Adam, from 1 */
  bool check_finite;
  UpdateState state;
} UpdateArguments;

/* The name of one of the tensors that are kept, in the plural. */
const char *update_state_name(const UpdateArguments *arguments, int index);

/* Tells the server every key that the command would use. */
int update_report_keys(RedisModuleCtx *ctx, RedisModuleString **argv, int argc);

/* Reads and checks the arguments, at least four. Returns false after replying with an error. */
bool update_parse(RedisModuleCtx *ctx, RedisModuleString **argv, int argc,
                  UpdateArguments *arguments);

#endif
