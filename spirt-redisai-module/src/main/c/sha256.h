/* SHA-256 (FIPS 180-4), with the processor's own instructions where it has them. */
#ifndef SPIRT_SHA256_H
#define SPIRT_SHA256_H

#include <stddef.h>
#include <stdint.h>

#define SHA256_BYTES 32
#define SHA256_HEX_BYTES 64

typedef struct {
  uint32_t state[8];
  uint64_t length; /* bytes seen so far */
  uint8_t block[64];
} Sha256;

void sha256_init(Sha256 *sha);
void sha256_update(Sha256 *sha, const void *data, size_t length);
/* Writes 64 lower-case hexadecimal digits, without a terminating zero. */
void sha256_finish_hex(Sha256 *sha, char hex[SHA256_HEX_BYTES]);

/* "sha-ni", "armv8" or "portable". */
const char *sha256_implementation(void);

#endif
