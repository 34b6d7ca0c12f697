/* What the commands share: errors, and getting at tensors.
 *
 * Every command keeps one order: arity, keys and their types, arguments, work, reply, replication.
 * All checks come before the first change, so that a refused command has changed nothing. */
#ifndef SPIRT_COMMAND_H
#define SPIRT_COMMAND_H

#include "tensor.h"

#define SHAPE_TEXT_BYTES 256
#define KEY_TEXT_BYTES 72

int command_tensorset(RedisModuleCtx *ctx, RedisModuleString **argv, int argc);
int command_tensorget(RedisModuleCtx *ctx, RedisModuleString **argv, int argc);
int command_tensormean(RedisModuleCtx *ctx, RedisModuleString **argv, int argc);
int command_modelupdate(RedisModuleCtx *ctx, RedisModuleString **argv, int argc);
int command_tensordigest(RedisModuleCtx *ctx, RedisModuleString **argv, int argc);
int command_tensorgetrange(RedisModuleCtx *ctx, RedisModuleString **argv, int argc);
int command_tensorsetrange(RedisModuleCtx *ctx, RedisModuleString **argv, int argc);

/* Replies with an error; the text starts with an error code such as ERR. Returns REDISMODULE_OK,
 * which is what a command returns after any reply. */
int reply_error(RedisModuleCtx *ctx, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* A key's name for an error text: unprintable bytes as '?', long names cut. Returns text. */
const char *key_text(const RedisModuleString *key, char text[KEY_TEXT_BYTES]);

/* Whether the argument is this word, in any case. */
bool argument_is(const RedisModuleString *argument, const char *word);

/* The tensor at a key, or NULL after replying with an error. The tensor lives as long as nothing
 * overwrites the key. */
Tensor *tensor_at(RedisModuleCtx *ctx, RedisModuleString *key_name);

/* The same for a key that is going to be written. The caller closes *key, also when *tensor is NULL
 * because the key is empty. Returns false after replying with WRONGTYPE; the key is closed then. */
bool open_for_writing(RedisModuleCtx *ctx, RedisModuleString *key_name, RedisModuleKey **key,
                      Tensor **tensor);

/* Puts a new tensor into an opened key, in place of whatever was there; takes the tensor over. */
void store_tensor(RedisModuleKey *key, Tensor *tensor);

/* Replicates the command as it was given and announces the change of the key. */
void changed(RedisModuleCtx *ctx, const char *event, RedisModuleString *key_name);

/* Tells the server that a key is at this argument, with REDISMODULE_CMD_KEY flags. */
void report_key(RedisModuleCtx *ctx, int position, int flags);

#endif
