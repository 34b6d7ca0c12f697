#include "sha256.h"

#include <stdbool.h>
#include <string.h>

/* The build with sanitizers has only the portable code, which is tested by that. */
#if defined(__x86_64__) && !defined(SPIRT_NO_DISPATCH)
#define HAVE_SHA_NI
#include <cpuid.h>
#include <immintrin.h>
#elif defined(__aarch64__) && defined(__linux__) && !defined(SPIRT_NO_DISPATCH)
#define HAVE_ARMV8
#include <arm_neon.h>
#include <sys/auxv.h>
#endif

static const uint32_t K[64] __attribute__((aligned(64))) = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

#if defined(__clang__)
#define UNROLL _Pragma("clang loop unroll(full)")
#else
#define UNROLL _Pragma("GCC unroll 16")
#endif

typedef void (*Compress)(uint32_t state[8], const uint8_t *data, size_t blocks);

static uint32_t rotate(uint32_t x, int n) {
  return (x >> n) | (x << (32 - n));
}

static void expand(uint32_t w[64], const uint8_t *data) {
  for (int i = 0; i < 16; i++) {
    uint32_t word;
    memcpy(&word, data + 4 * i, 4);
    w[i] = __builtin_bswap32(word);
  }
  for (int i = 16; i < 64; i++) {
    uint32_t s0 = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ (w[i - 15] >> 3);
    uint32_t s1 = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ (w[i - 2] >> 10);
    w[i] = w[i - 16] + s0 + w[i - 7] + s1;
  }
}

static void compress_portable(uint32_t state[8], const uint8_t *data, size_t blocks) {
  for (; blocks > 0; blocks--, data += 64) {
    uint32_t w[64], v[8];
    expand(w, data);
    memcpy(v, state, sizeof v);
    for (int i = 0; i < 64; i++) {
      uint32_t s1 = rotate(v[4], 6) ^ rotate(v[4], 11) ^ rotate(v[4], 25);
      uint32_t t1 = v[7] + s1 + ((v[4] & v[5]) ^ (~v[4] & v[6])) + K[i] + w[i];
      uint32_t s0 = rotate(v[0], 2) ^ rotate(v[0], 13) ^ rotate(v[0], 22);
      uint32_t t2 = s0 + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
      memmove(v + 1, v, 7 * sizeof v[0]);
      v[4] += t1;
      v[0] = t1 + t2;
    }
    for (int i = 0; i < 8; i++)
      state[i] += v[i];
  }
}

#if defined(HAVE_SHA_NI)

#define SHA_NI __attribute__((target("sha,sse4.1,ssse3")))

/* The instructions keep the state as the pairs ABEF and CDGH. */
SHA_NI static void compress_sha_ni(uint32_t state[8], const uint8_t *data, size_t blocks) {
  const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL);
  __m128i dcba = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(const void *)state), 0xb1);
  __m128i hgfe =
      _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(const void *)(state + 4)), 0x1b);
  __m128i abef = _mm_alignr_epi8(dcba, hgfe, 8);
  __m128i cdgh = _mm_blend_epi16(hgfe, dcba, 0xf0);
  for (; blocks > 0; blocks--, data += 64) {
    const __m128i abef_before = abef, cdgh_before = cdgh;
    __m128i w[4];
    for (int i = 0; i < 4; i++)
      w[i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(const void *)(data + 16 * i)),
                              big_endian);
    UNROLL
    for (int i = 0; i < 16; i++) {
      const __m128i now = w[i & 3];
      const __m128i k = _mm_load_si128((const __m128i *)(const void *)(K + 4 * i));
      const __m128i sum = _mm_add_epi32(now, k);
      cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
      abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0e));
      if (i < 12) {
        const __m128i next = w[(i + 1) & 3], third = w[(i + 2) & 3], last = w[(i + 3) & 3];
        const __m128i partial = _mm_add_epi32(_mm_sha256msg1_epu32(now, next),
                                              _mm_alignr_epi8(last, third, 4));
        w[i & 3] = _mm_sha256msg2_epu32(partial, last);
      }
    }
    abef = _mm_add_epi32(abef, abef_before);
    cdgh = _mm_add_epi32(cdgh, cdgh_before);
  }
  const __m128i feba = _mm_shuffle_epi32(abef, 0x1b);
  const __m128i dchg = _mm_shuffle_epi32(cdgh, 0xb1);
  _mm_storeu_si128((__m128i *)(void *)state, _mm_blend_epi16(feba, dchg, 0xf0));
  _mm_storeu_si128((__m128i *)(void *)(state + 4), _mm_alignr_epi8(dchg, feba, 8));
}

static bool has_instructions(void) {
  unsigned a, b, c, d;
  if (!__get_cpuid_count(7, 0, &a, &b, &c, &d) || (b & (1u << 29)) == 0)
    return false;
  return __get_cpuid(1, &a, &b, &c, &d) && (c & (1u << 19)) != 0 && (c & (1u << 9)) != 0;
}

static const char FAST_NAME[] = "sha-ni";
static const Compress FAST = compress_sha_ni;

#elif defined(HAVE_ARMV8)

#define HWCAP_SHA2_BIT (1ul << 6)

#if defined(__clang__)
#define SHA2 __attribute__((target("sha2")))
#else
#define SHA2 __attribute__((target("+crypto")))
#endif

SHA2 static void compress_armv8(uint32_t state[8], const uint8_t *data, size_t blocks) {
  uint32x4_t abcd = vld1q_u32(state), efgh = vld1q_u32(state + 4);
  for (; blocks > 0; blocks--, data += 64) {
    const uint32x4_t abcd_before = abcd, efgh_before = efgh;
    uint32x4_t w[4];
    for (int i = 0; i < 4; i++)
      w[i] = vreinterpretq_u32_u8(vrev32q_u8(vld1q_u8(data + 16 * i)));
    UNROLL
    for (int i = 0; i < 16; i++) {
      const uint32x4_t sum = vaddq_u32(w[i & 3], vld1q_u32(K + 4 * i));
      const uint32x4_t abcd_now = abcd;
      abcd = vsha256hq_u32(abcd, efgh, sum);
      efgh = vsha256h2q_u32(efgh, abcd_now, sum);
      if (i < 12)
        w[i & 3] = vsha256su1q_u32(vsha256su0q_u32(w[i & 3], w[(i + 1) & 3]), w[(i + 2) & 3],
                                   w[(i + 3) & 3]);
    }
    abcd = vaddq_u32(abcd, abcd_before);
    efgh = vaddq_u32(efgh, efgh_before);
  }
  vst1q_u32(state, abcd);
  vst1q_u32(state + 4, efgh);
}

static bool has_instructions(void) {
  return (getauxval(AT_HWCAP) & HWCAP_SHA2_BIT) != 0;
}

static const char FAST_NAME[] = "armv8";
static const Compress FAST = compress_armv8;

#else

static bool has_instructions(void) {
  return false;
}

static const char FAST_NAME[] = "portable";
static const Compress FAST = compress_portable;

#endif

static bool use_fast(void) {
  static int known = -1;
  if (known < 0)
    known = has_instructions();
  return known != 0;
}

static void compress(Sha256 *sha, const uint8_t *data, size_t blocks) {
  (use_fast() ? FAST : compress_portable)(sha->state, data, blocks);
}

const char *sha256_implementation(void) {
  return use_fast() ? FAST_NAME : "portable";
}

void sha256_init(Sha256 *sha) {
  static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  memset(sha, 0, sizeof *sha);
  memcpy(sha->state, start, sizeof start);
}

void sha256_update(Sha256 *sha, const void *data, size_t length) {
  const uint8_t *bytes = data;
  size_t held = sha->length % 64;
  sha->length += length;
  if (held > 0) {
    size_t taken = length < 64 - held ? length : 64 - held;
    memcpy(sha->block + held, bytes, taken);
    bytes += taken;
    length -= taken;
    if (held + taken < 64)
      return;
    compress(sha, sha->block, 1);
  }
  compress(sha, bytes, length / 64);
  memcpy(sha->block, bytes + length / 64 * 64, length % 64);
}

static void finish(Sha256 *sha) {
  const uint64_t bits = sha->length * 8;
  const uint8_t end = 0x80, zero = 0;
  sha256_update(sha, &end, 1);
  while (sha->length % 64 != 56)
    sha256_update(sha, &zero, 1);
  const uint64_t big_endian = __builtin_bswap64(bits);
  sha256_update(sha, &big_endian, sizeof big_endian);
}

void sha256_finish_hex(Sha256 *sha, char hex[SHA256_HEX_BYTES]) {
  static const char digits[] = "0123456789abcdef";
  finish(sha);
  for (int i = 0; i < SHA256_BYTES; i++) {
    unsigned byte = (sha->state[i / 4] >> (24 - 8 * (i % 4))) & 0xff;
    hex[2 * i] = digits[byte >> 4];
    hex[2 * i + 1] = digits[byte & 15];
  }
}
