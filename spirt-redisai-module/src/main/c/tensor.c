#include "tensor.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

static const struct {
  const char *name;
  size_t size;
} DTYPES[] = {
    [DTYPE_FLOAT] = {"FLOAT", 4},   [DTYPE_DOUBLE] = {"DOUBLE", 8}, [DTYPE_INT8] = {"INT8", 1},
    [DTYPE_INT16] = {"INT16", 2},   [DTYPE_INT32] = {"INT32", 4},   [DTYPE_INT64] = {"INT64", 8},
    [DTYPE_UINT8] = {"UINT8", 1},   [DTYPE_UINT16] = {"UINT16", 2}, [DTYPE_BOOL] = {"BOOL", 1},
};

static const size_t DTYPE_END = sizeof DTYPES / sizeof DTYPES[0];

static bool dtype_exists(Dtype dtype) {
  return (size_t)dtype > 0 && (size_t)dtype < DTYPE_END;
}

const char *dtype_name(Dtype dtype) {
  return dtype_exists(dtype) ? DTYPES[dtype].name : NULL;
}

bool dtype_parse(const char *name, Dtype *dtype) {
  for (size_t i = 1; i < DTYPE_END; i++) {
    if (strcasecmp(name, DTYPES[i].name) != 0)
      continue;
    *dtype = (Dtype)i;
    return true;
  }
  return false;
}

size_t dtype_size(Dtype dtype) {
  return dtype_exists(dtype) ? DTYPES[dtype].size : 0;
}

bool shape_measure(const Shape *shape, size_t *count, size_t *bytes) {
  size_t product = dtype_size(shape->dtype);
  if (product == 0 || shape->ndims < 0 || shape->ndims > TENSOR_MAX_DIMS)
    return false;
  for (int i = 0; i < shape->ndims; i++) {
    if (shape->dims[i] < 1 || __builtin_mul_overflow(product, (size_t)shape->dims[i], &product))
      return false;
  }
  if (product > tensor_max_bytes())
    return false;
  *bytes = product;
  *count = product / dtype_size(shape->dtype);
  return true;
}

bool shape_equals(const Shape *a, const Shape *b) {
  return a->dtype == b->dtype && a->ndims == b->ndims &&
         memcmp(a->dims, b->dims, (size_t)a->ndims * sizeof a->dims[0]) == 0;
}

void shape_describe(const Shape *shape, char *text, size_t size) {
  size_t used = 0;
  int written = snprintf(text, size, "%s [", dtype_name(shape->dtype));
  for (int i = 0; i < shape->ndims && written > 0; i++) {
    used += (size_t)written;
    if (used >= size)
      return;
    written = snprintf(text + used, size - used, i == 0 ? "%lld" : ", %lld",
                       (long long)shape->dims[i]);
  }
  used += (size_t)written;
  if (used < size)
    snprintf(text + used, size - used, "]");
}

size_t tensor_max_bytes(void) {
  static size_t limit;
  if (limit == 0) {
    long pages = sysconf(_SC_PHYS_PAGES), page_bytes = sysconf(_SC_PAGESIZE);
    limit = pages > 0 && page_bytes > 0 ? (size_t)pages / 2 * (size_t)page_bytes : SIZE_MAX / 4;
  }
  return limit;
}

static void *try_alloc(size_t bytes) {
  return RedisModule_TryAlloc ? RedisModule_TryAlloc(bytes) : RedisModule_Alloc(bytes);
}

/* Calloc ends the server when memory is short, so memory is asked for once before. Large zeros come
 * from the kernel untouched, which makes them cheaper than zeros that are written. */
static void *try_calloc(size_t bytes) {
  void *probe = try_alloc(bytes);
  if (probe == NULL)
    return NULL;
  RedisModule_Free(probe);
  return RedisModule_Calloc(1, bytes);
}

static Tensor *tensor_new(const Shape *shape, void *(*allocate)(size_t)) {
  size_t count, bytes;
  if (!shape_measure(shape, &count, &bytes))
    return NULL;
  void *data = allocate(bytes);
  if (data == NULL)
    return NULL;
  Tensor *tensor = RedisModule_Alloc(sizeof *tensor);
  *tensor = (Tensor){.shape = *shape, .count = count, .bytes = bytes, .data = data};
  return tensor;
}

Tensor *tensor_new_zero(const Shape *shape) {
  return tensor_new(shape, try_calloc);
}

Tensor *tensor_new_unset(const Shape *shape) {
  return tensor_new(shape, try_alloc);
}

void tensor_free(void *value) {
  Tensor *tensor = value;
  if (tensor == NULL)
    return;
  RedisModule_Free(tensor->data);
  RedisModule_Free(tensor);
}

void tensor_swap_data(Tensor *a, Tensor *b) {
  void *data = a->data;
  a->data = b->data;
  b->data = data;
}
