/* memory-limit mean|update --tensors N --elements M --repeat R
 *
 * Prints as JSON how long a plain loop over arrays in memory takes for what AI.TENSORMEAN and
 * AI.MODELUPDATE do: the limit that a benchmark of the database is compared with. The arrays are
 * touched before they are timed. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
  bool mean;
  size_t tensors, elements, repeat;
} Options;

static double now_millis(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

__attribute__((noinline)) static void add(float *restrict sum, const float *restrict x, size_t n) {
  for (size_t i = 0; i < n; i++)
    sum[i] += x[i];
}

__attribute__((noinline)) static void scale(float *values, float factor, size_t n) {
  for (size_t i = 0; i < n; i++)
    values[i] *= factor;
}

__attribute__((noinline)) static void update(float *restrict params, const float *restrict g,
                                             float rate, size_t n) {
  for (size_t i = 0; i < n; i++)
    params[i] -= rate * g[i];
}

static void run(const Options *options, float *out, float *const *arrays) {
  if (!options->mean) {
    update(out, arrays[0], 0.01f, options->elements);
    return;
  }
  memcpy(out, arrays[0], options->elements * sizeof *out);
  for (size_t t = 1; t < options->tensors; t++)
    add(out, arrays[t], options->elements);
  scale(out, 1.0f / (float)options->tensors, options->elements);
}

static float *new_array(size_t elements, size_t seed) {
  float *array = malloc(elements * sizeof *array);
  for (size_t i = 0; array != NULL && i < elements; i++)
    array[i] = (float)((i * 7 + seed * 13) % 1000) * 1e-3f - 0.5f;
  return array;
}

static int by_value(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double median_millis(const Options *options, float *out, float *const *arrays) {
  double *millis = malloc(options->repeat * sizeof *millis);
  if (millis == NULL)
    exit(1);
  for (size_t r = 0; r < options->repeat; r++) {
    const double start = now_millis();
    run(options, out, arrays);
    millis[r] = now_millis() - start;
  }
  qsort(millis, options->repeat, sizeof *millis, by_value);
  const size_t middle = options->repeat / 2;
  const double median = options->repeat % 2 == 1 ? millis[middle]
                                                 : (millis[middle - 1] + millis[middle]) / 2;
  free(millis);
  return median;
}

static bool parse_number(const char *text, size_t *number) {
  char *end;
  const unsigned long value = strtoul(text, &end, 10);
  *number = value;
  return *text >= '0' && *text <= '9' && *end == '\0' && value > 0 && value <= 1ul << 40;
}

static bool parse(int argc, char **argv, Options *options) {
  *options = (Options){.tensors = 15, .elements = 1528106, .repeat = 11};
  if (argc < 2 || argc % 2 != 0 ||
      (strcmp(argv[1], "mean") != 0 && strcmp(argv[1], "update") != 0))
    return false;
  options->mean = strcmp(argv[1], "mean") == 0;
  for (int i = 2; i < argc; i += 2) {
    size_t *target = strcmp(argv[i], "--tensors") == 0    ? &options->tensors
                     : strcmp(argv[i], "--elements") == 0 ? &options->elements
                     : strcmp(argv[i], "--repeat") == 0   ? &options->repeat
                                                          : NULL;
    if (target == NULL || !parse_number(argv[i + 1], target))
      return false;
  }
  if (!options->mean)
    options->tensors = 1;
  return true;
}

int main(int argc, char **argv) {
  Options options;
  if (!parse(argc, argv, &options)) {
    fprintf(stderr, "usage: memory-limit mean|update [--tensors N] [--elements M] [--repeat R]\n");
    return 2;
  }
  float **arrays = calloc(options.tensors, sizeof *arrays);
  float *out = new_array(options.elements, 0);
  bool enough = arrays != NULL && out != NULL;
  for (size_t t = 0; enough && t < options.tensors; t++)
    enough = (arrays[t] = new_array(options.elements, t + 1)) != NULL;
  if (!enough) {
    fprintf(stderr, "memory-limit: not enough memory for %zu arrays of %zu floats\n",
            options.tensors + 1, options.elements);
    return 1;
  }
  printf("{\"operation\":\"%s\",\"tensors\":%zu,\"elements\":%zu,\"repeat\":%zu,"
         "\"medianMillis\":%.4f}\n",
         options.mean ? "mean" : "update", options.tensors, options.elements, options.repeat,
         median_millis(&options, out, arrays));
  for (size_t t = 0; t < options.tensors; t++)
    free(arrays[t]);
  free(arrays);
  free(out);
  return 0;
}
