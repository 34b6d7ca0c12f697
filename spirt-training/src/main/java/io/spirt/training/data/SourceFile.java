package io.spirt.training.data;

/**
 * A file that a dataset is read from, as it was found.
 *
 * @param name its name, with {@code .gz} if it is compressed
 * @param bytes its contents; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // a handle on bytes that are read once, never compared
public record SourceFile(String name, byte[] bytes) {}
