/* The tensor: a typed, shaped, contiguous array that is the value of a Redis key.
 *
 * Threads: commands run on the server's main thread only, so there is no lock. RDB saving and AOF
 * rewriting run in a forked child, on a copy of the memory.
 * Memory: a tensor owns its data. Both come from the server's allocator, so that MEMORY and
 * maxmemory see them. Elements are little-endian, in row-major order. */
#ifndef SPIRT_TENSOR_H
#define SPIRT_TENSOR_H

#include "limits.h"
#include "redis_api.h"

#if !defined(__BYTE_ORDER__) || __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "tensors are stored as the machine has them, and the format is little-endian"
#endif

/* The numbers are written to RDB files: never reuse one. */
typedef enum {
  DTYPE_FLOAT = 1,
  DTYPE_DOUBLE = 2,
  DTYPE_INT8 = 3,
  DTYPE_INT16 = 4,
  DTYPE_INT32 = 5,
  DTYPE_INT64 = 6,
  DTYPE_UINT8 = 7,
  DTYPE_UINT16 = 8,
  DTYPE_BOOL = 9,
} Dtype;

#define DTYPE_NAMES "FLOAT, DOUBLE, INT8, INT16, INT32, INT64, UINT8, UINT16, BOOL"

typedef struct {
  Dtype dtype;
  int ndims;                     /* 0 is a scalar */
  int64_t dims[TENSOR_MAX_DIMS]; /* each at least 1 */
} Shape;

typedef struct {
  Shape shape;
  size_t count; /* elements, at least 1 */
  size_t bytes; /* count times the size of an element */
  void *data;   /* owned */
} Tensor;

extern RedisModuleType *TensorType;

const char *dtype_name(Dtype dtype); /* NULL if there is no such type */
bool dtype_parse(const char *name, Dtype *dtype);
size_t dtype_size(Dtype dtype);

/* Elements and bytes of a shape; false if a dimension is below 1 or the product is too large. */
bool shape_measure(const Shape *shape, size_t *count, size_t *bytes);
bool shape_equals(const Shape *a, const Shape *b);
/* Writes e.g. "FLOAT [3, 4]", cut to size. */
void shape_describe(const Shape *shape, char *text, size_t size);

/* The most bytes that one tensor may have: half of the machine's memory. */
size_t tensor_max_bytes(void);

/* A new tensor, its data zero or unset; NULL if the shape is not valid or memory is short. */
Tensor *tensor_new_zero(const Shape *shape);
Tensor *tensor_new_unset(const Shape *shape);
void tensor_free(void *tensor);
/* Exchanges the data of two tensors of one shape. */
void tensor_swap_data(Tensor *a, Tensor *b);

/* Registers the data type; tensor_persist.c has its methods. */
int tensor_type_register(RedisModuleCtx *ctx);

#endif
