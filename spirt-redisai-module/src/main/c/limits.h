/* Limits and names that C, Lua and Java share. A test compares them with
 * io.spirt.redisai.ModuleConstants and with the Lua scripts: keep one definition a line. */
#ifndef SPIRT_LIMITS_H
#define SPIRT_LIMITS_H

/* Nine characters, as Redis wants it; TYPE and RDB files show it. */
#define TENSOR_TYPE_NAME "spirt-tns"
#define TENSOR_ENCODING_VERSION 1
#define TENSOR_MAX_DIMS 32
/* A bulk string of Redis ends here (proto-max-bulk-len); larger tensors travel as ranges. */
#define BLOB_MAX_BYTES 536870912
/* RDB and AOF hold the data of a tensor in pieces of this size. */
#define PERSIST_CHUNK_BYTES 16777216
#define MEAN_MAX_TENSORS 65536
#define UPDATE_MAX_LEARNING_RATE 1000000
#define UPDATE_MAX_WEIGHT_DECAY 1000000
/* Smaller ones come too near to what a float32 can hold. */
#define UPDATE_MIN_EPSILON 1e-30
#define UPDATE_MAX_EPSILON 1
#define UPDATE_MAX_STEP 2147483647

#endif
