/**
 * What tests of several packages and modules share: servers that are the real thing, an emulator of
 * AWS, and float32 bytes.
 */
package io.spirt.testing;
