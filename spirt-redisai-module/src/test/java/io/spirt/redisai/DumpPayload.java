package io.spirt.redisai;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What DUMP returns and RESTORE takes: the value, then 2 bytes of RDB version and 8 bytes of a
 * CRC-64 (Jones, reflected, initially 0) over everything before it, little-endian.
 */
final class DumpPayload {
  static final int VERSION_BYTES = 2;
  static final int CRC_BYTES = 8;
  private static final long REFLECTED_POLYNOMIAL = 0x95ac9329ac4bc9b5L;

  private DumpPayload() {}

  static long crc(byte[] bytes, int length) {
    long crc = 0;
    for (int i = 0; i < length; i++) {
      crc ^= bytes[i] & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) != 0 ? (crc >>> 1) ^ REFLECTED_POLYNOMIAL : crc >>> 1;
      }
    }
    return crc;
  }

  static byte[] value(byte[] payload) {
    return Arrays.copyOf(payload, payload.length - VERSION_BYTES - CRC_BYTES);
  }

  /** A payload with this value, the version of another payload, and the CRC that fits. */
  static byte[] of(byte[] value, byte[] other) {
    byte[] payload = Arrays.copyOf(value, value.length + VERSION_BYTES + CRC_BYTES);
    System.arraycopy(
        other, other.length - VERSION_BYTES - CRC_BYTES, payload, value.length, VERSION_BYTES);
    ByteBuffer.wrap(payload)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(payload.length - CRC_BYTES, crc(payload, payload.length - CRC_BYTES));
    return payload;
  }
}
