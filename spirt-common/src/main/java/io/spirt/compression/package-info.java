/**
 * Codecs that let fewer bytes travel for a peer's average. One file a codec; deterministic for a
 * given seed, and safe to decode whatever bytes somebody else made. Knows nothing of where bytes
 * are stored.
 */
package io.spirt.compression;
