#include "kernels.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* Elements per block: the sums of one block (8 KiB) and the tensors' parts of it stay in the first
 * caches while all tensors are added. Measured from 512 to 4096; 1024 is best or near it. */
#define BLOCK 1024
#define GROUP 8

/* Sanitizers and the run-time choice of an instruction set do not go together. */
#if defined(__x86_64__) && defined(__GLIBC__) && !defined(SPIRT_NO_DISPATCH)
#define DISPATCH __attribute__((target_clones("avx512f", "avx2", "default"), noinline))
#else
#define DISPATCH __attribute__((noinline))
#endif

double kernel_power(double base, unsigned long long exponent) {
  double power = 1;
  for (; exponent > 0; exponent /= 2) {
    if (exponent % 2 == 1)
      power = power * base;
    base = base * base;
  }
  return power;
}

#define T double
#define ROOT(x) sqrt(x)
#define WORD uint64_t
#define EXPONENT UINT64_C(0x7ff0000000000000)
#define NAME(x) x##_double
#include "kernels_typed.inc"
#undef T
#undef ROOT
#undef WORD
#undef EXPONENT
#undef NAME

#define T float
#define ROOT(x) sqrtf(x)
#define WORD uint32_t
#define EXPONENT UINT32_C(0x7f800000)
#define NAME(x) x##_float
#include "kernels_typed.inc"
