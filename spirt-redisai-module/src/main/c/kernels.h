/* The arithmetic. Pure functions of arrays: no Redis, no allocation.
 *
 * Results are exactly defined, and the same on every processor: the order of the operations is
 * fixed, nothing is fused (-ffp-contract=off) and nothing is reassociated. The loops are compiled
 * for several instruction sets and the processor picks one when the module is loaded. */
#ifndef SPIRT_KERNELS_H
#define SPIRT_KERNELS_H

#include <stdbool.h>
#include <stddef.h>

#define KERNEL_NO_INDEX ((size_t)-1)

/* out[i] = round((((0 + s[0][i]) + s[1][i]) + ... ) / count), the sum and the division in double,
 * rounded once to the element's type. The sources are arrays of that type; out may be one of them.
 * With stop_if_not_finite it ends at the first block in which a sum is NaN or infinite and returns
 * the index of that sum, leaving out half written; else it returns KERNEL_NO_INDEX. */
size_t kernel_mean_float(float *out, const void *const *sources, size_t count, size_t elements,
                         bool stop_if_not_finite);
size_t kernel_mean_double(double *out, const void *const *sources, size_t count, size_t elements,
                          bool stop_if_not_finite);

/* The index of the first NaN or infinity, or KERNEL_NO_INDEX. */
size_t kernel_first_not_finite_float(const float *values, size_t elements);
size_t kernel_first_not_finite_double(const double *values, size_t elements);

/* One step of stochastic gradient descent, as PyTorch defines it:
 *   g += weight_decay * p;  v = first_step ? g : momentum * v + g;
 *   g = nesterov ? g + momentum * v : v;  p -= learning_rate * g
 * velocity is NULL without momentum. The gradients are not changed. The steps are rounded to float
 * for FLOAT (the three factors too) and to double for DOUBLE. */
typedef struct {
  double learning_rate;
  double momentum;
  double weight_decay;
  bool nesterov;
  bool first_step;
} SgdOptions;

void kernel_sgd_float(float *params, const float *gradients, float *velocity, size_t elements,
                      const SgdOptions *options);
void kernel_sgd_double(double *params, const double *gradients, double *velocity, size_t elements,
                       const SgdOptions *options);

/* One step of Adam (Kingma and Ba 2015) or, decoupled, AdamW (Loshchilov and Hutter 2019), as PyTorch
 * defines them:
 *   p = p * (1 - learning_rate * weight_decay) if decoupled, else g += weight_decay * p
 *   m = beta1 * m + (1 - beta1) * g;  v = beta2 * v + ((1 - beta2) * g) * g
 *   p -= (rate * m) / (sqrt(v) / root + epsilon),  rate = learning_rate / (1 - beta1^step),
 *                                                  root = sqrt(1 - beta2^step)
 * m and v are the first and second moment, zeros before step 1. The gradients are not changed.
 * 1 - beta, 1 - learning_rate * weight_decay, rate and root are worked out in double, the powers by
 * kernel_power; then they and every operation on elements are rounded as those of the other. */
typedef struct {
  double learning_rate;
  double beta1, beta2; /* each from 0 to below 1 */
  double epsilon;
  double weight_decay;
  bool decoupled;
  unsigned long long step; /* from 1 */
} AdamOptions;

void kernel_adam_float(float *params, const float *gradients, float *first, float *second,
                       size_t elements, const AdamOptions *options);
void kernel_adam_double(double *params, const double *gradients, double *first, double *second,
                        size_t elements, const AdamOptions *options);

/* base^exponent by squaring, from the exponent's lowest bit on. Unlike pow() of the C library it has
 * the same bits everywhere. */
double kernel_power(double base, unsigned long long exponent);

#endif
